using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Configuration;
using InfraAgent.TestBed;
using Microsoft.Extensions.Configuration;

namespace InfraAgent.Hosting.Tests.Configuration;

public sealed class AgentOptionsTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_standalone_agent_needs_no_setting_but_a_place()
    {
        var options = Read(AgentService.Standalone);

        Assert.Equal("http://127.0.0.1:8080", options.Urls);
        Assert.Equal("infra-agent", options.Instance);
        Assert.Equal($"Data Source={folder.File("data/infra-agent.db")}", options.Database);
        Assert.Null(options.Broker);
        Assert.Equal(folder.File("data/artifacts"), options.ArtifactsFolder);
        Assert.Equal(folder.File("data/keys"), options.KeyFile);
        Assert.True(options.MakesKeyFile);
        Assert.True(options.Environments.IsOpen);
        Assert.Equal(Environment.ProcessorCount, options.ExecutorSlots);
        Assert.Null(options.ApiKeysFile);
        Assert.Equal("terraform", options.Tools.Executable("terraform"));
    }

    [Theory]
    [InlineData("api", "Agent:KeyFile ConnectionStrings:Database ConnectionStrings:Broker Artifacts:Location")]
    [InlineData("generator", "ConnectionStrings:Broker Artifacts:Location")]
    [InlineData("policy", "ConnectionStrings:Broker Artifacts:Location")]
    [InlineData("executor", "Agent:StateUrl Agent:KeyFile ConnectionStrings:Database ConnectionStrings:Broker Artifacts:Location")]
    [InlineData("drift", "Agent:StateUrl Agent:KeyFile ConnectionStrings:Database ConnectionStrings:Broker Artifacts:Location")]
    public void A_service_of_its_own_names_every_key_that_it_misses(string name, string keys)
    {
        var service = new[] { AgentService.Api, AgentService.Generator, AgentService.Policy, AgentService.Executor, AgentService.Drift }.Single(x => x.Name == name);

        var wrong = Assert.Throws<ConfigurationException>(() => Read(service));
        Assert.Equal(keys.Split(' '), wrong.Problems.Select(x => x.Key));
    }

    [Theory]
    [InlineData("urls", "nonsense")]
    [InlineData("urls", "http://127.0.0.1:99999999")]
    [InlineData("Agent:Instance", "Infra Agent")]
    [InlineData("Agent:PublicUrl", "ftp://example.com")]
    [InlineData("Agent:PublicUrl", "https://user:secret@example.com")]
    [InlineData("Agent:StateUrl", "api:8080")]
    [InlineData("ConnectionStrings:Database", "mysql://x")]
    [InlineData("ConnectionStrings:Database", "Host=x;=;;'")]
    [InlineData("ConnectionStrings:Broker", "http://x")]
    [InlineData("Artifacts:Location", "s3://")]
    [InlineData("Artifacts:Location", "s3://No_Bucket/prefix")]
    [InlineData("Artifacts:Location", "s3://key:secret@bucket/prefix")]
    [InlineData("Artifacts:Location", "s3://bucket/../prefix")]
    [InlineData("Artifacts:Location", "s3://bucket//prefix")]
    [InlineData("Artifacts:Endpoint", "https://minio.example.com")]
    [InlineData("Artifacts:Location", "file://server/share")]
    [InlineData("Artifacts:Location", "relative/path")]
    [InlineData("Environments:File", "/none/environments.yaml")]
    [InlineData("Catalog:Folders", "/none/a;/none/b")]
    [InlineData("Policy:Folders:0", "/none", "Policy:Folders")]
    [InlineData("Tools:ProviderMirror", "/none")]
    [InlineData("Executor:Slots", "0")]
    [InlineData("Executor:Slots", "many")]
    [InlineData("Auth:ApiKeysFile", "/none")]
    [InlineData("Agent:ShutdownTimeout", "soon")]
    [InlineData("Agent:ShutdownTimeout", "-5s")]
    [InlineData("Logging:Format", "xml")]
    [InlineData("Agent:DataDirectory", "/proc/none/x")]
    public void A_wrong_value_is_told_with_its_key(string key, string value, string? told = null)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, (key, value)));
        Assert.All(wrong.Problems, x => Assert.Equal(told ?? key, x.Key));
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://10.0.0.5:8080")]
    [InlineData("http://agent.example.com:8080")]
    [InlineData("http://127.0.0.1:8080;http://192.168.1.2:8080")]
    public void Beyond_loopback_callers_need_keys(string urls)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("urls", urls)));
        Assert.Equal("Auth:ApiKeysFile", Assert.Single(wrong.Problems).Key);

        var keys = folder.Write("keys.yaml", "keys: []");
        Assert.Equal(urls, Read(AgentService.Standalone, ("urls", urls), ("Auth:ApiKeysFile", keys)).Urls);
    }

    [Fact]
    public void Kestrels_own_endpoints_count_too()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("Kestrel:Endpoints:Open:Url", "https://0.0.0.0:443")));
        Assert.Contains("Kestrel:Endpoints:Open:Url", Assert.Single(wrong.Problems).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.5:0")]
    [InlineData("http://[::1]:8080")]
    public void On_loopback_they_do_not(string urls) => Assert.Null(Read(AgentService.Standalone, ("urls", urls)).ApiKeysFile);

    [Fact]
    public void A_worker_may_listen_anywhere_since_it_serves_probes_only()
    {
        var options = Read(
            AgentService.Generator, ("urls", "http://0.0.0.0:8080"), ("ConnectionStrings:Broker", "amqp://rabbitmq"), ("Artifacts:Location", "file://" + folder.File("shared")));
        Assert.Null(options.Database);
        Assert.Equal(folder.File("shared"), options.ArtifactsFolder);
    }

    [Fact]
    public void A_bucket_is_given_by_its_name_and_where_it_is()
    {
        var secret = folder.Write("secret", "s3cr/t+\n");
        var options = Read(
            AgentService.Standalone, ("Artifacts:Location", "s3://bucket.example/infra/agent/"), ("Artifacts:Endpoint", "https://minio.example.com:9000"),
            ("Artifacts:AccessKey", "agent"), ("Artifacts:SecretKey", $"{{file:{secret}}}"));

        Assert.Null(options.ArtifactsFolder);
        Assert.Equal(new S3Location("bucket.example", "infra/agent", new Uri("https://minio.example.com:9000"), "us-east-1", "agent", "s3cr/t+"), options.ArtifactsBucket);
        Assert.DoesNotContain("s3cr", options.ArtifactsBucket!.ToString(), StringComparison.Ordinal);

        var found = Read(AgentService.Standalone, ("Artifacts:Location", "s3://bucket"), ("Artifacts:Region", "eu-central-1")).ArtifactsBucket;
        Assert.Equal(new S3Location("bucket", "", null, "eu-central-1", null, null), found);
    }

    [Theory]
    [InlineData("Artifacts:Endpoint", "minio:9000", "Artifacts:Endpoint")]
    [InlineData("Artifacts:Region", "Frankfurt am Main", "Artifacts:Region")]
    [InlineData("Artifacts:AccessKey", "agent", "Artifacts:SecretKey")]
    [InlineData("Artifacts:SecretKey", "hush", "Artifacts:AccessKey")]
    public void What_a_bucket_needs_is_named_when_it_is_wrong(string key, string value, string named)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("Artifacts:Location", "s3://bucket/prefix"), (key, value)));
        var problem = Assert.Single(wrong.Problems);
        Assert.Equal(named, problem.Key);
        Assert.DoesNotContain("hush", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_come_from_files_whatever_is_in_them()
    {
        var secret = folder.Write("secret", "p;w\"='@/:%ü\n");
        var options = Read(
            AgentService.Standalone,
            ("ConnectionStrings:Database", $"Host=db;Username=api;Password={{file:{secret}}};Search Path=api"),
            ("ConnectionStrings:Broker", $"amqp://user:{{file:{secret}}}@rabbitmq:5672/vhost"));

        var parts = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = options.Database };
        Assert.Equal("p;w\"='@/:%ü", parts["Password"]);
        Assert.Equal("api", parts["Search Path"]);
        Assert.Equal("rabbitmq", options.Broker!.Host);
        Assert.Equal("user:p;w\"='@/:%ü", string.Join(':', options.Broker.UserInfo.Split(':').Select(Uri.UnescapeDataString)));
    }

    [Fact]
    public void A_password_file_that_is_missing_or_empty_is_told_with_key_and_path()
    {
        var missing = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("ConnectionStrings:Broker", "amqp://u:{file:/none/secret}@h")));
        Assert.Equal("ConnectionStrings:Broker", missing.Problems[0].Key);
        Assert.Contains("/none/secret", missing.Message, StringComparison.Ordinal);

        var empty = folder.Write("empty", "\n");
        var told = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("ConnectionStrings:Broker", $"amqp://u:{{file:{empty}}}@h")));
        Assert.Contains("empty", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:Database", "Host=db;Password=hunter2;;=x")]
    [InlineData("ConnectionStrings:Broker", "http://user:hunter2@host")]
    public void A_secret_in_a_wrong_value_is_not_repeated(string key, string value)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, (key, value)));
        Assert.DoesNotContain("hunter2", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_infracost_comes_from_its_file_and_with_the_tool_alone()
    {
        File.WriteAllText(folder.File("infracost-key"), "ico-hunter2\n");
        var options = Read(AgentService.Standalone, ("Tools:Infracost", "/opt/infracost"), ("Tools:InfracostKey", $"{{file:{folder.File("infracost-key")}}}"));

        Assert.Equal("ico-hunter2", options.Tools.InfracostKey);
        Assert.Equal("InfracostKey", options.Tools.Executable("InfracostKey"));
        Assert.Null(Read(AgentService.Standalone).Tools.InfracostKey);
        Assert.Equal("Tools:InfracostKey", Assert.Single(Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("Tools:Infracost", "infracost"))).Problems).Key);
        var wrong = Assert.Throws<ConfigurationException>(() => Read(AgentService.Standalone, ("Tools:InfracostKey", "ico-hunter2")));
        Assert.Equal("Tools:Infracost", Assert.Single(wrong.Problems).Key);
        Assert.DoesNotContain("hunter2", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_durations_and_lists_are_read()
    {
        var mirror = Directory.CreateDirectory(folder.File("mirror")).FullName;
        var options = Read(
            AgentService.Standalone,
            ("Tools:terraform", "/opt/terraform"), ("Tools:ProviderMirror", mirror), ("Agent:ShutdownTimeout", "1.5m"),
            ("Catalog:Folders:0", mirror), ("Catalog:Folders:1", folder.Path));

        Assert.Equal("/opt/terraform", options.Tools.Executable("terraform"));
        Assert.Equal("helm", options.Tools.Executable("helm"));
        Assert.Equal(mirror, options.Tools.ProviderMirror);
        Assert.Equal(TimeSpan.FromSeconds(90), options.ShutdownTimeout);
        Assert.Equal([mirror, folder.Path], options.CatalogFolders);
    }

    [Fact]
    public void The_data_directory_is_made_for_its_owner_alone()
    {
        Read(AgentService.Standalone);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("data")));
        }
    }

    AgentOptions Read(AgentService service, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Agent:DataDirectory", folder.File("data"))])
            .AddInMemoryCollection(settings.Select(x => new KeyValuePair<string, string?>(x.Key, x.Value)))
            .Build();
        return AgentOptions.Read(service, configuration);
    }
}
