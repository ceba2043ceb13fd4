using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>A parameter of the request. <c>FullName</c>: the one input or field that it sets, whatever it was called; <c>Variables</c>: of terraform's root.</summary>
sealed record GivenParameter(string FullName, string Parameter, JsonElement Value, IReadOnlyList<string> Variables)
{
    /// <summary>In order of their full names. <paramref name="variables"/>: what a field of a service becomes.</summary>
    public static IReadOnlyList<GivenParameter> Of(GenerateBundle command, Bindings bindings, Func<BoundField, IReadOnlyList<string>> variables, bool terraform) =>
    [
        .. bindings.Inputs.Select(i => new GivenParameter(i.FullName, i.Parameter, command.Parameters[i.Parameter], terraform ? [i.Variable] : []))
            .Concat(bindings.Fields.Select(f => new GivenParameter(f.FullName, f.Parameter, command.Parameters[f.Parameter], variables(f))))
            .OrderBy(p => p.FullName, StringComparer.Ordinal)
    ];
}

/// <summary><c>parameters/&lt;environment&gt;.json</c>: what was asked for. No tool reads it: it tells what the runtime's own file was made from.</summary>
static class ParameterRecord
{
    public static string Path(string environment) => $"parameters/{environment}.json";

    public static byte[] Write(string environment, IEnumerable<GivenParameter> parameters) => JsonFile.Write(DataMap.Of(
        ("schema", "infra-agent.parameters/1"),
        ("environment", environment),
        ("parameters", new DataMap(parameters.Select(p => KeyValuePair.Create(p.FullName, (DataValue)DataMap.Of(
            ("value", Sorted(DataReader.Read(p.Value, out _) ?? DataValue.Null)),
            ("parameter", p.Parameter),
            ("variables", p.Variables.Count > 0 ? DataList.Of(p.Variables.Select(v => (DataValue)v)) : null))))))));

    // The order of a request's members does not count.
    static DataValue Sorted(DataValue value) => value switch
    {
        DataMap map => new DataMap(map.Items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => KeyValuePair.Create(i.Key, Sorted(i.Value)))),
        DataList list => DataList.Of(list.Items.Select(Sorted)),
        _ => value
    };
}
