using InfraAgent.Deploy;

// Takes one request from POST /generate to the end of its deployment, and shows what happens.
//   dotnet run --project tools/deploy -- REQUEST.json [--url http://127.0.0.1:8080]
// INFRA_AGENT_URL is the default of --url; INFRA_AGENT_KEY is an API key, where the agent asks for one.
// Exit codes: 0 healthy, 1 not, 64 wrong arguments, 66 no such file, 69 the agent cannot be reached, 130 interrupted.
const int WrongArguments = 64, NoSuchFile = 66, Unreachable = 69, Interrupted = 130;

var file = "";
var url = Environment.GetEnvironmentVariable("INFRA_AGENT_URL") ?? "http://127.0.0.1:8080";
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--url" && i + 1 < args.Length)
        url = args[++i];
    else if (!args[i].StartsWith('-') && file.Length == 0)
        file = args[i];
    else
        return Complain(WrongArguments, $"'{args[i]}' is not understood. Usage: REQUEST.json [--url http://127.0.0.1:8080]");
}

if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
    return Complain(WrongArguments, $"'{url}' is no address of an agent; http://127.0.0.1:8080 is one.");
if (!File.Exists(file))
    return Complain(NoSuchFile, file.Length == 0 ? "Name the file that holds the request, for example examples/local.json." : $"There is no file '{file}'.");

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};
try
{
    using var agent = new AgentClient(address, Environment.GetEnvironmentVariable("INFRA_AGENT_KEY"));
    return await new Deployment(agent, new Screen()).RunAsync(file, interrupt.Token) ? 0 : 1;
}
catch (HttpRequestException unreachable)
{
    return Complain(Unreachable, $"The agent at {url} cannot be reached: {unreachable.Message}");
}
catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
{
    return Complain(Interrupted, "Interrupted. What was accepted goes on in the agent; GET /status tells how.");
}

static int Complain(int code, string message)
{
    Console.Error.WriteLine(message);
    return code;
}
