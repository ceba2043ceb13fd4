using System.Text;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Rego;
using InfraAgent.TestBed;
using Microsoft.Extensions.Options;

namespace InfraAgent.Policy.Tests.Rego;

/// <summary>What opa and conftest are asked, and what their answers are taken for; the tools are stand-ins with their manners.</summary>
public sealed class RegoToolsTests : IDisposable
{
    const string Pods = "package main\n\ndeny_pods contains \"no bare pods\" if input.kind == \"Pod\"\n";

    readonly FakeRego rego = new();
    readonly TempFolder scratch = new();

    public void Dispose()
    {
        rego.Dispose();
        scratch.Dispose();
    }

    [Theory]
    [InlineData("opa")]
    [InlineData("conftest")]
    public async Task Every_document_is_judged_by_itself_and_every_message_says_which(string tool)
    {
        var policy = new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython) };

        var answer = await AskAsync(rego.Named(tool), policy, """{"kind":"Service","metadata":{"name":"a"}}""", """{"kind":"Pod"}""", """{"kind":"Pod","metadata":{"name":"c"}}""");

        Assert.Equal((tool, null), (answer.Tool, answer.Failure));
        Assert.Equal(
            [(1, "no bare pods", false), (1, "no name", true), (2, "no bare pods", false)],
            answer.Messages.OrderBy(m => m.Document).ThenBy(m => m.Warns).Select(m => (m.Document, m.Text, m.Warns)));
        Assert.Equal("the nameless", answer.Messages.Single(m => m.Warns).Fields.GetProperty("details").GetProperty("address").GetString());
    }

    [Theory]
    [InlineData("opa")]
    [InlineData("conftest")]
    public async Task A_package_without_rules_has_not_passed(string tool)
    {
        var folder = rego.Policy(Pods, FakeRego.PodsInPython);

        var absent = await AskAsync(rego.Named(tool), new RegoPolicy { Directory = folder, Package = "acme.network" }, "{}");
        rego.Policy(Pods, "def helper(document): return []");
        var bare = await AskAsync(rego.Named(tool), new RegoPolicy { Directory = folder }, "{}");

        Assert.Equal($"{tool} finds no rule deny, violation or warn in the package 'acme.network' of the folder 'rego'.", absent.Failure);
        Assert.Contains("no rule deny, violation or warn in the package 'main'", bare.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opa")]
    [InlineData("conftest")]
    public async Task A_mistake_in_a_policy_is_told_with_file_and_line_and_without_where_the_files_are(string tool)
    {
        var policy = new RegoPolicy { Directory = rego.Policy("package main\n\n}}\n", FakeRego.PodsInPython) };

        var answer = await AskAsync(rego.Named(tool), policy, "{}");

        Assert.Contains("policy.rego:3: rego_parse_error: unexpected } token", answer.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain(rego.Folder, answer.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opa_is_kept_from_the_network_and_from_the_environment()
    {
        Environment.SetEnvironmentVariable("INFRA_AGENT_TEST_CREDENTIAL", "hunter2");
        var policy = new RegoPolicy { Directory = rego.Policy("package main\n\ndeny contains msg if http.send({}).status_code == 200\n", FakeRego.PodsInPython) };

        var answer = await AskAsync(rego.Opa, policy, "{}");

        Assert.Equal("opa: policy.rego:3: rego_type_error: undefined function http.send", answer.Failure);
        Assert.All(rego.Asked, asked => Assert.DoesNotContain("hunter2", asked.GetRawText(), StringComparison.Ordinal));
        Assert.All(rego.Asked, asked => Assert.Equal(scratch.Path, asked.GetProperty("folder").GetString()));
    }

    [Theory]
    [InlineData("opa", "v0", "--v0-compatible")]
    [InlineData("opa", "v1", "--v1-compatible")]
    [InlineData("conftest", "v0", "--rego-version v0")]
    public async Task A_policy_may_say_which_version_of_the_language_it_is_in(string tool, string version, string said)
    {
        var answer = await AskAsync(rego.Named(tool), new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython), Version = version }, """{"metadata":{"name":"a"}}""");

        Assert.Null(answer.Failure);
        Assert.Contains(said, string.Join(' ', FakeRego.Arguments(rego.Asked[^1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opa_is_asked_where_both_are_installed_and_neither_is_told()
    {
        var policy = new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython) };

        Assert.Equal("opa", (await AskAsync(new ToolOptions { Opa = rego.Opa.Opa, Conftest = rego.Conftest.Conftest }, policy, "{}")).Tool);
        Assert.Equal(("opa", "conftest", null), (Tools(rego.Opa).Installed, Tools(rego.Conftest).Installed, Tools(FakeRego.None).Installed));
        Assert.StartsWith("Neither opa nor conftest is installed.", (await AskAsync(FakeRego.None, policy, "{}")).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opa", "kill -9 $$", "ended by signal 9")]
    [InlineData("opa", "echo flag provided but not defined >&2; exit 1", "does not tell its capabilities")]
    [InlineData("opa", "echo '{\"builtins\":[]}'", "its answer has no result")]
    [InlineData("opa", "[ $1 = capabilities ] && echo '{\"builtins\":[]}' || echo garbage", "its answer is no JSON")]
    [InlineData("opa", "[ $1 = capabilities ] && echo '{\"builtins\":[]}' || { echo '{\"errors\":[{}]}'; exit 2; }", "reports an error without saying which")]
    [InlineData("opa", "[ $1 = capabilities ] && echo '{\"builtins\":[]}' || echo '{\"result\":[{\"expressions\":[{\"value\":[{\"deny\":true}]}]}]}'", "the rule 'deny' is true and not a set of messages")]
    [InlineData("opa", "[ $1 = capabilities ] && echo '{\"builtins\":[]}' || echo '{\"result\":[{\"expressions\":[{\"value\":[{\"deny\":[{\"m\":1}]}]}]}]}'", "neither a text nor an object with 'msg'")]
    [InlineData("opa", "[ $1 = capabilities ] && echo '{\"builtins\":[]}' || yes '{}' | head -c 20000000", "more than the 16 MiB")]
    [InlineData("conftest", "echo 'Error: policies: not found' >&2; exit 1", "Error: policies: not found")]
    [InlineData("conftest", "exit 3", "ended with exit code 3 and said nothing")]
    [InlineData("conftest", "echo '[]'", "its answer has 0 of 1 documents")]
    [InlineData("conftest", "echo '[{\"filename\":\"other.json\",\"successes\":1}]'", "a document that it was not asked about")]
    [InlineData("conftest", "echo '[{\"filename\":\"document-00000.json\",\"successes\":1}]'; exit 1", "ended with exit code 1")]
    [InlineData("conftest", "echo '[{\"filename\":\"document-00000.json\",\"failures\":[\"x\"]}]'; exit 1", "a message without 'msg'")]
    public async Task An_answer_that_says_nothing_is_a_failure_and_never_a_pass(string tool, string body, string why)
    {
        var answer = await AskAsync(rego.Script(tool, body), new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython) }, "{}");

        Assert.Contains(why, answer.Failure, StringComparison.Ordinal);
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_killed()
    {
        var policy = new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython) };

        var answer = await Tools(rego.Script("conftest", "exec sleep 300")).AskAsync(policy, [Encoding.UTF8.GetBytes("{}")], scratch.Path, TimeSpan.FromMilliseconds(200), default);

        Assert.Equal("conftest test did not end within 0.2 s and was killed.", answer.Failure);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_a_failure()
    {
        rego.Write("opa", "no program");

        var answer = await AskAsync(rego.Opa, new RegoPolicy { Directory = rego.Policy(Pods, FakeRego.PodsInPython) }, "{}");

        Assert.Contains("opa cannot be started", answer.Failure, StringComparison.Ordinal);
    }

    static RegoTools Tools(ToolOptions options) => new(Options.Create(options));

    Task<RegoAnswer> AskAsync(ToolOptions options, RegoPolicy policy, params string[] documents) =>
        Tools(options).AskAsync(policy, [.. documents.Select(d => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(d))], scratch.Path, TimeSpan.FromMinutes(1), default);
}
