using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.Tests.TerraformState;

/// <summary>Speaks to the state backend as terraform does.</summary>
sealed class StateClient : IDisposable
{
    readonly HttpClient http;
    readonly string path;

    public StateClient(TestApi api, string deploymentId, string password, string user = StateToken.User)
    {
        http = api.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        path = $"/terraform-state/{deploymentId}";
    }

    public static StateClient For(TestApi api, string deploymentId, Guid runId, long epoch) => new(api, deploymentId, StateToken.Issue(api.Box, runId, deploymentId, epoch));

    public Task<HttpResponseMessage> GetAsync() => http.GetAsync(path);

    public Task<HttpResponseMessage> LockAsync(string id) => SendAsync("LOCK", path, Info(id));

    public Task<HttpResponseMessage> UnlockAsync(string id) => SendAsync("UNLOCK", path, Info(id));

    public Task<HttpResponseMessage> DeleteAsync() => http.DeleteAsync(path);

    public Task<HttpResponseMessage> PostAsync(string state, string? lockId, string? checksum = null) =>
        SendAsync("POST", lockId is null ? path : $"{path}?ID={lockId}", state, checksum ?? Checksum(state));

    public async Task<HttpResponseMessage> SendAsync(string method, string target, string body, string? checksum = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (checksum is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-MD5", checksum);
        }

        return await http.SendAsync(request);
    }

    public static string State(int serial, string value = "x") =>
        $$$"""{"version":4,"terraform_version":"1.11.4","serial":{{{serial}}},"lineage":"0e0c4ae8-0000-4000-8000-000000000001","outputs":{"o":{"value":"{{{value}}}","type":"string"}},"resources":[],"check_results":null}""";

#pragma warning disable CA5351 // The backend's own checksum.
    public static string Checksum(string state) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(state)));
#pragma warning restore CA5351

    public void Dispose() => http.Dispose();

    static string Info(string id) => $$"""{"ID":"{{id}}","Operation":"OperationTypeApply","Info":"","Who":"me@host","Version":"1.11.4","Created":"2026-11-23T00:00:00Z","Path":""}""";
}
