using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.EndToEnd.Tests.Packaging;

public sealed partial class ComposeFileTests
{
    readonly ComposeFile compose = ComposeFile.Load();

    [ComposeFact]
    public async Task Compose_1_29_accepts_the_file()
    {
        var (code, output) = await Shell.RunAsync("docker-compose", ["-f", Path.Combine(ComposeFile.Root, "docker-compose.yml"), "config", "-q"]);
        Assert.True(code == 0, output);
    }

    [Fact]
    public void It_has_the_broker_the_database_and_the_five_services() =>
        Assert.Equal(["api", "drift", "executor", "generator", "init", "policy", "postgres", "rabbitmq"], compose.Services.Order(StringComparer.Ordinal));

    [Fact]
    public void No_password_is_in_it()
    {
        foreach (var text in compose.Texts())
        {
            foreach (Match given in PasswordLike().Matches(text))
                Assert.True(given.Groups["value"].Value.StartsWith("{file:/run/infra-agent/", StringComparison.Ordinal), $"'{text}' holds a password.");
        }
        foreach (var service in compose.Services)
        {
            foreach (var (name, value) in compose.Variables(service).Where(v => v.Key.Contains("PASS", StringComparison.OrdinalIgnoreCase) || v.Key.Contains("SECRET", StringComparison.OrdinalIgnoreCase)))
                Assert.True(name.EndsWith("_FILE", StringComparison.Ordinal) && value.StartsWith("/run/", StringComparison.Ordinal), $"{service}: {name}");
        }
    }

    [Fact]
    public void Every_service_that_stays_has_a_health_check_and_waits_for_what_it_needs()
    {
        foreach (var service in ComposeFile.Own.Concat(ComposeFile.Servers))
        {
            var check = Assert.IsType<YamlMappingNode>(ComposeFile.Member(compose[service], "healthcheck"));
            Assert.NotNull(ComposeFile.Member(check, "test"));
            var waits = Assert.IsType<YamlMappingNode>(ComposeFile.Member(compose[service], "depends_on"));
            Assert.Equal("service_completed_successfully", Condition(waits, "init"));
            if (ComposeFile.Own.Contains(service))
                Assert.Equal("service_healthy", Condition(waits, "rabbitmq"));
            if (compose.Variables(service).ContainsKey("ConnectionStrings__Database"))
                Assert.Equal("service_healthy", Condition(waits, "postgres"));
        }
    }

    [Fact]
    public void Nothing_that_stays_runs_as_root_or_can_become_it()
    {
        foreach (var service in ComposeFile.Own.Concat(ComposeFile.Servers))
        {
            Assert.Contains("ALL", compose.List(service, "cap_drop"));
            Assert.Contains("no-new-privileges:true", compose.List(service, "security_opt"));
        }
        foreach (var service in ComposeFile.Servers)
            Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", compose.Text(service, "user"));
        foreach (var service in ComposeFile.Own)
            Assert.Contains("\nUSER $APP_UID\n", Dockerfile(service), StringComparison.Ordinal);
        Assert.Equal("none", compose.Text("init", "network_mode"));
    }

    [Fact]
    public void Only_the_api_can_be_reached_and_by_default_from_this_machine_alone()
    {
        Assert.Equal("${INFRA_AGENT_BIND:-127.0.0.1}:${INFRA_AGENT_PORT:-8080}:8080", Assert.Single(compose.List("api", "ports")));
        Assert.Equal("/run/infra-agent/api-keys.yaml", compose.Variables("api")["Auth__ApiKeysFile"]);
        Assert.All(compose.Services.Except(["api"]), service => Assert.Empty(compose.List(service, "ports")));
    }

    [Fact]
    public void Each_reader_mounts_its_own_secrets_alone_and_cannot_write_them()
    {
        foreach (var service in ComposeFile.Own.Concat(ComposeFile.Servers))
        {
            var mounted = Assert.Single(compose.List(service, "volumes"), v => v.StartsWith("secrets-", StringComparison.Ordinal));
            Assert.EndsWith(":ro", mounted, StringComparison.Ordinal);
            Assert.StartsWith(service is "generator" or "policy" ? "secrets-worker:" : $"secrets-{service}:", mounted, StringComparison.Ordinal);
            if (ComposeFile.Own.Contains(service))
                Assert.Contains("artifacts:/var/lib/infra-agent/artifacts", compose.List(service, "volumes"));
        }
    }

    [Fact]
    public void Workers_have_replicas_and_none_has_a_name_of_its_own()
    {
        foreach (var worker in ComposeFile.Own.Except(["api"]))
        {
            var deploy = Assert.IsType<YamlMappingNode>(ComposeFile.Member(compose[worker], "deploy"));
            Assert.True(int.Parse(((YamlScalarNode)ComposeFile.Member(deploy, "replicas")!).Value!) >= 1);
            // Either would make --scale fail.
            Assert.Null(ComposeFile.Member(compose[worker], "container_name"));
            Assert.Empty(compose.List(worker, "ports"));
        }
    }

    [Fact]
    public void What_Dockerfiles_copy_and_publish_is_there()
    {
        foreach (var service in ComposeFile.Own)
        {
            var file = Dockerfile(service);
            var copied = Copied().Matches(file).SelectMany(m => m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);
            foreach (var path in copied.Append(Published().Match(file).Groups[1].Value))
                Assert.True(Path.Exists(Path.Combine(ComposeFile.Root, path)), $"services/{service}/Dockerfile names {path}, which is not there.");
            Assert.Contains($"InfraAgent.{char.ToUpperInvariant(service[0])}{service[1..]}.dll", file[file.IndexOf("ENTRYPOINT", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.Contains("\nHEALTHCHECK ", file, StringComparison.Ordinal);
            Assert.Equal(service is "policy" or "executor" or "drift", file.Contains("sha256sum -c", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tools_in_images_have_one_version_with_a_checksum_for_each_machine_and_policy_has_all_that_it_judges_with()
    {
        var versions = new HashSet<(string, string)>();
        foreach (var service in (string[])["policy", "executor", "drift"])
        {
            var file = Dockerfile(service);
            var pinned = ToolVersion().Matches(file).Select(m => (Tool: m.Groups[1].Value, Version: m.Groups[2].Value)).ToList();
            Assert.Equal(service == "policy" ? ["TERRAFORM", "KUBECTL", "HELM", "COMPOSE", "OPA"] : ["TERRAFORM"], pinned.Select(p => p.Tool));
            foreach (var (tool, _) in pinned)
                foreach (var machine in (string[])["AMD64", "ARM64"]) Assert.Matches($"\nARG {tool}_SHA256_{machine}=[0-9a-f]{{64}}\n", file);
            versions.UnionWith(pinned);

            // What the build would run is at least a script.
            var script = Script().Match(file).Groups[1].Value;
            var (code, output) = await Shell.RunAsync("sh", ["-n", "-c", script]);
            Assert.True(code == 0 && script.Contains("sha256sum -c", StringComparison.Ordinal), $"{service}: {output}");
        }

        Assert.Equal(versions.Count, versions.Select(v => v.Item1).Distinct().Count());
        var readme = await File.ReadAllTextAsync(Path.Combine(ComposeFile.Root, "README.md"));
        Assert.All(versions, v => Assert.Contains($"{(v.Item1 == "COMPOSE" ? "docker-compose" : v.Item1.ToLowerInvariant())} {v.Item2}", readme, StringComparison.Ordinal));
    }

    static string Dockerfile(string service) => File.ReadAllText(Path.Combine(ComposeFile.Root, "services", service, "Dockerfile"));

    static string? Condition(YamlMappingNode waits, string on) =>
        ComposeFile.Member(waits, on) is YamlMappingNode entry ? ((YamlScalarNode)ComposeFile.Member(entry, "condition")!).Value : null;

    [GeneratedRegex("password=(?<value>[^;]+)|://[^/@:]*:(?<value>[^@]+)@", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordLike();

    [GeneratedRegex("^COPY (?!--from)(.+)$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex("^ARG ([A-Z]+)_VERSION=([0-9.]+)$", RegexOptions.Multiline)]
    private static partial Regex ToolVersion();

    [GeneratedRegex(@"^RUN (set -eu;(?:.*\\\n)+.*)$", RegexOptions.Multiline)]
    private static partial Regex Script();

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Published();
}
