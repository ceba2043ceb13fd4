using System.Globalization;
using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>One playbook as its two files: for programs, and for people.</summary>
static class PlaybookFiles
{
    public const string Json = "playbook.json";
    public const string Text = "PLAYBOOK.md";

    public static byte[] WriteJson(GenerateBundle command, Playbook playbook) => JsonFile.Write(DataMap.Of(
        ("schema", "infra-agent.playbook/1"),
        ("deployment_id", command.DeploymentId),
        ("environment", command.Environment),
        ("runtime", command.Runtime),
        ("needs", DataList.Of(playbook.Needs.Select(n => DataMap.Of(("name", n.Name), ("description", n.Description))))),
        ("steps", DataList.Of(playbook.Steps.Select(Step)))));

    static DataMap Step(PlaybookStep step)
    {
        var head = DataMap.Of(("id", step.Id), ("title", step.Title), ("directory", step.Directory));
        return new DataMap([
            .. head.Items,
            .. Command(step.Command).Items,
            .. DataMap.Of(
                ("approval", step.Approval == PlaybookApproval.Environment ? "environment" : "none"),
                ("expects", Expects(step.Expects)),
                ("verify", step.Verify is { } check ? Command(check.Command).With("expects", Expects(check.Expects)) : null),
                ("rollback", DataList.Of(step.Rollback.Select(r => DataMap.Of(
                    ("when", r.When), ("directory", r.Directory), ("commands", DataList.Of(r.Commands.Select(Command))), ("restores", r.Restores)))))).Items]);
    }

    static DataMap Command(IReadOnlyList<string> command) => DataMap.Of(
        ("command", DataList.Of(command.Select(a => (DataValue)a))), ("shell", ShellLine.Of(command)));

    static DataMap Expects(PlaybookExpectation expectation) => DataMap.Of(
        ("exit_codes", DataList.Of(expectation.ExitCodes.Select(c => (DataValue)c))),
        ("output_contains", expectation.Contains is { } text ? (DataValue)text : null),
        ("seen", expectation.Seen));

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
        return Encoding.UTF8.GetBytes(text.ToString());
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
