using System.Globalization;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>One playbook as its two files: for programs, and for people.</summary>
static class PlaybookFiles
{
    public const string Json = "playbook.json";
    public const string Text = "PLAYBOOK.md";

    public static byte[] WriteJson(GenerateBundle command, Playbook playbook) => JsonFile.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", "infra-agent.playbook/1");
        json.WriteString("deployment_id", command.DeploymentId);
        json.WriteString("environment", command.Environment);
        json.WriteString("runtime", command.Runtime);
        json.WriteStartArray("needs");
        foreach (var need in playbook.Needs)
        {
            json.WriteStartObject();
            json.WriteString("name", need.Name);
            json.WriteString("description", need.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in playbook.Steps) Step(json, step);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void Step(Utf8JsonWriter json, PlaybookStep step)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("title", step.Title);
        json.WriteString("directory", step.Directory);
        Command(json, step.Command);
        json.WriteString("approval", step.Approval == PlaybookApproval.Environment ? "environment" : "none");
        Expects(json, step.Expects);
        if (step.Verify is { } check)
        {
            json.WriteStartObject("verify");
            Command(json, check.Command);
            Expects(json, check.Expects);
            json.WriteEndObject();
        }

        json.WriteStartArray("rollback");
        foreach (var way in step.Rollback) Rollback(json, way);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Rollback(Utf8JsonWriter json, PlaybookRollback way)
    {
        json.WriteStartObject();
        json.WriteString("when", way.When);
        json.WriteString("directory", way.Directory);
        json.WriteStartArray("commands");
        foreach (var command in way.Commands)
        {
            json.WriteStartObject();
            Command(json, command);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("restores", way.Restores);
        json.WriteEndObject();
    }

    static void Command(Utf8JsonWriter json, IReadOnlyList<string> command)
    {
        json.WriteStartArray("command");
        foreach (var argument in command) json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteString("shell", ShellLine.Of(command));
    }

    static void Expects(Utf8JsonWriter json, PlaybookExpectation expectation)
    {
        json.WriteStartObject("expects");
        json.WriteStartArray("exit_codes");
        foreach (var code in expectation.ExitCodes) json.WriteNumberValue(code);
        json.WriteEndArray();
        if (expectation.Contains is { } text) json.WriteString("output_contains", text);
        json.WriteString("seen", expectation.Seen);
        json.WriteEndObject();
    }

    public static byte[] WriteText(GenerateBundle command, Playbook playbook)
    {
        var text = new StringBuilder();
        text.Append($"""
            # Playbook of {Markdown.Code(command.DeploymentId)}, {Markdown.Code(command.Environment)}

            How to roll this bundle out by hand with the runtime {Markdown.Code(command.Runtime)}, step by step. `{Json}` says the same for programs.
            While the agent is at work on this deployment, leave it to the agent. Every command is given in the bundle's folder.

            | needed | what it is |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var need in playbook.Needs) text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(need.Name)} | {Markdown.Prose(need.Description)} |\n");
        foreach (var (i, step) in playbook.Steps.Index()) Step(text, i + 1, step);
        return TextFile.Bytes(text);
    }

    static void Step(StringBuilder text, int number, PlaybookStep step)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {number}. {Markdown.Prose(step.Title)}\n\n");
        if (step.Approval == PlaybookApproval.Environment)
            text.Append("**Approval**: where the environment asks for one, its approvers look at what the steps before have shown, and approve that.\n\n");
        text.Append(Markdown.Block("sh", Line(step.Directory, step.Command)));
        text.Append(CultureInfo.InvariantCulture, $"\nExpected: {Says(step.Expects)}\n");
        if (step.Verify is { } check)
            text.Append("\nVerify:\n\n").Append(Markdown.Block("sh", Line(step.Directory, check.Command))).Append(CultureInfo.InvariantCulture, $"\nExpected: {Says(check.Expects)}\n");
        foreach (var way in step.Rollback)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nBack, {Markdown.Prose(way.When)}:\n\n");
            text.Append(Markdown.Block("sh", string.Join('\n', way.Commands.Select(c => Line(way.Directory, c)))));
            text.Append(CultureInfo.InvariantCulture, $"\nAfterwards: {Markdown.Prose(way.Restores)}\n");
        }

        if (step.Rollback.Count == 0) text.Append("\nBack: there is nothing to take back.\n");
    }

    static string Line(string directory, IReadOnlyList<string> command) =>
        directory == "." ? ShellLine.Of(command) : $"(cd {ShellLine.Of([directory])} && {ShellLine.Of(command)})";

    static string Says(PlaybookExpectation expectation)
    {
        var codes = string.Join(" or ", expectation.ExitCodes.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        return $"exit code {codes}{(expectation.Contains is { } text ? $", with {Markdown.Code(text)} in the output" : "")}. {Markdown.Prose(expectation.Seen)}";
    }
}
