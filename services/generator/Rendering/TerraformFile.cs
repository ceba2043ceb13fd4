using System.Buffers;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>A file of Terraform code, laid out block by block: no text of it is longer than its longest block, however many there are.</summary>
sealed class TerraformFile
{
    readonly ArrayBufferWriter<byte> bytes = new(4096);
    readonly StringBuilder block = new();

    /// <summary>Adds a block, with a blank line before all but the first.</summary>
    public TerraformFile Add(Action<StringBuilder> write)
    {
        write(block);
        if (bytes.WrittenCount > 0) bytes.Write("\n"u8);
        Encoding.UTF8.GetBytes(HclFormatter.Format(block.ToString()), bytes);
        block.Clear();
        return this;
    }

    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    public static ReadOnlyMemory<byte> Variables(string title, IEnumerable<TerraformVariable> variables)
    {
        var file = new TerraformFile().Add(text => text.Append("# ").Append(title));
        foreach (var variable in variables) file.Add(variable.Write);
        return file.Bytes;
    }

    public static ReadOnlyMemory<byte> Outputs(string title, IEnumerable<OutputDefinition> outputs)
    {
        var file = new TerraformFile().Add(text => text.Append("# ").Append(title));
        foreach (var output in outputs)
        {
            file.Add(text =>
            {
                text.Append("output \"").Append(output.Name).Append("\" {\n  description = ");
                HclWriter.AppendQuoted(text, output.Description);
                text.Append("\n  value       = ").Append(output.Value).Append("\n}");
            });
        }

        return file.Bytes;
    }

    /// <param name="constraint">In front of each provider's version.</param>
    public static ReadOnlyMemory<byte> Versions(string title, CloudDefinition cloud, string constraint, bool backend) => new TerraformFile().Add(text =>
    {
        text.Append("# ").Append(title).Append("\nterraform {\n  required_version = ").Append(HclWriter.Quote(cloud.RequiredVersion)).Append('\n');
        if (cloud.Providers.Count > 0)
        {
            text.Append("\n  required_providers {\n");
            foreach (var provider in cloud.Providers)
            {
                text.Append("    ").Append(provider.Name).Append(" = {\n      source  = ").Append(HclWriter.Quote(provider.Source))
                    .Append("\n      version = ").Append(HclWriter.Quote(constraint + provider.Version)).Append("\n    }\n");
            }

            text.Append("  }\n");
        }

        if (backend) text.Append("\n  # Address, user and token come by TF_HTTP_* variables alone, so that no plan file holds them.\n  backend \"http\" {}\n");
        text.Append('}');
    }).Bytes;
}
