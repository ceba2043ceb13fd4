using System.Text.Json;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Logs;
using InfraAgent.TestBed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace InfraAgent.Hosting.Tests.Logs;

public sealed class AgentLogFormatterTests : IDisposable
{
    static readonly Guid Run = Guid.Parse("0190b7a2-0000-7000-8000-000000000001");

    readonly TempFolder folder = new();
    readonly ScopedLogger logger = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_json_line_has_deployment_environment_and_stage()
    {
        var outside = JsonDocument.Parse(await LineAsync("json", "hello")).RootElement;
        Assert.Equal("", outside.GetProperty("deployment_id").GetString());
        Assert.Equal("", outside.GetProperty("environment").GetString());
        Assert.Equal("standalone", outside.GetProperty("stage").GetString());

        using (logger.BeginStage("app-1", "prod", "plan"))
        using (logger.BeginStage("app-1", "prod", "apply", Run))
        using (logger.BeginScope("of somebody else's"))
        {
            var inside = JsonDocument.Parse(await LineAsync("json", "a\nb")).RootElement;
            Assert.Equal("app-1", inside.GetProperty("deployment_id").GetString());
            Assert.Equal("prod", inside.GetProperty("environment").GetString());
            Assert.Equal("apply", inside.GetProperty("stage").GetString());
            Assert.Equal(Run, inside.GetProperty("run_id").GetGuid());
            Assert.Equal("a\nb", inside.GetProperty("message").GetString());
            Assert.Equal("warn", inside.GetProperty("level").GetString());
            Assert.Contains("[app-1 prod apply] a\\nb", await LineAsync("text", "a\nb"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task What_a_caller_wrote_cannot_begin_a_line_or_drive_a_terminal(string format)
    {
        var line = await LineAsync(format, "a\r\n12:00:00 error faked \u001b[2J \u0085", new InvalidOperationException("b\rc"));

        Assert.DoesNotContain(line, c => c is '\r' or '\u001b' or '\u0085');
        Assert.All(line.TrimEnd('\n').Split('\n').Skip(1), x => Assert.StartsWith("    ", x, StringComparison.Ordinal));
    }

    async Task<string> LineAsync(string format, string message, Exception? exception = null)
    {
        await using var host = AgentHost.Build(
            AgentService.Standalone, [$"--Agent:DataDirectory={folder.File("data")}", $"--Logging:Format={format}"], (_, _) => { }, _ => { });
        var formatter = host.Services.GetServices<ConsoleFormatter>().Single(x => x.Name == "infra-agent");
        await using var text = new StringWriter { NewLine = "\n" };
        formatter.Write(new LogEntry<string>(LogLevel.Warning, "A.B", default, message, exception, (state, _) => state), logger.Scopes, text);
        return text.ToString();
    }

    sealed class ScopedLogger : ILogger
    {
        public LoggerExternalScopeProvider Scopes { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => Scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }
    }
}
