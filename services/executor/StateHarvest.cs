using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Security;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;

namespace InfraAgent.Executor;

/// <summary>Brings home the state that a tool could not store (<c>errored.tfstate</c>): without it the next plan would not know what this one made.
/// It goes to the state backend under the job's own lease, so a job that was superseded leaves only a stray version.</summary>
public sealed class StateHarvest(IHttpClientFactory clients, AgentAddresses addresses, RunWorkspaces workspaces, ILogger<StateHarvest> log)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Stores what the workspace holds and removes the file. A backend that does not answer is waited for: while the API is down the run could
    /// not go on anyway. True when there is nothing (any more) to store; false when it was refused, or <paramref name="cancel"/> fired: the file stays.</summary>
    public async Task<bool> StoreAsync(Job job, string workspaceDirectory, CancellationToken cancel)
    {
        if (WorkspaceFolder.ReadErroredState(workspaceDirectory) is not { } state) return true;
        while (true)
        {
            try
            {
                // Tried once even when we are asked to stop: this may be the only copy.
                await StoreAsync(job, state);
                File.Delete(Path.Combine(workspaceDirectory, WorkspaceFolder.ErroredStateName));
                log.LogWarning("A state of run {RunId} that its tool could not store was brought to the state backend", job.RunId);
                return true;
            }
            catch (Exception away) when (MayPass(away) && !cancel.IsCancellationRequested)
            {
                log.LogWarning("The state that the tool of run {RunId} left cannot be stored yet: {Error}", job.RunId, away.Message);
                await Task.Delay(Pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException)
            {
                log.LogError("The state that the tool of run {RunId} left was not stored and stays in {Folder}: {Error}", job.RunId, workspaceDirectory, refused.Message);
                return false;
            }
        }
    }

    static bool MayPass(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status is >= 500 or 408 or 429,
        HttpRequestException or TaskCanceledException => true,
        _ => false,
    };

    async Task StoreAsync(Job job, byte[] state)
    {
        using var http = clients.CreateClient(nameof(StateHarvest));
        http.Timeout = TimeSpan.FromSeconds(15);
        var variables = StateBackend.Variables(addresses.State, job.DeploymentId, workspaces.StatePassword(job, WorldAccess.Write));
        var address = variables["TF_HTTP_ADDRESS"];
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{variables["TF_HTTP_USERNAME"]}:{variables["TF_HTTP_PASSWORD"]}")));

        var lockId = Guid.NewGuid().ToString("D");
        var info = JsonSerializer.Serialize(new { ID = lockId, Operation = "harvest", Who = "infra-agent", Info = job.RunId.ToString("D") });
        using var locked = await SendAsync(http, "LOCK", address, info);
        if (locked.StatusCode is HttpStatusCode.Locked or HttpStatusCode.Conflict)
        {
            // The tool died with its lock held. Under the same lease the lock is ours as well; the backend checks that.
            lockId = LockId(await locked.Content.ReadAsStringAsync()) ?? throw new HttpRequestException("The state is locked, and the answer does not say by whom.");
        }
        else
        {
            locked.EnsureSuccessStatusCode();
        }

        using var stored = await http.PostAsync(
            new Uri($"{address}?ID={Uri.EscapeDataString(lockId)}"), new ByteArrayContent(state) { Headers = { ContentType = new("application/json") } });
        // 409 and 423: kept as a stray version, because another incarnation has begun. Nothing is lost, and repeating it changes nothing.
        if (stored.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.Locked)) stored.EnsureSuccessStatusCode();
        using var _ = await SendAsync(http, "UNLOCK", address, JsonSerializer.Serialize(new { ID = lockId }));
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, string method, string address, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await http.SendAsync(request);
    }

    static string? LockId(string info)
    {
        try
        {
            using var json = JsonDocument.Parse(info);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("ID", out var id) ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
