using System.Net;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Runtimes.Tests;

/// <summary>Terraform's http backend in small: one state, one lock, a token that may change.</summary>
sealed class HttpState : IDisposable
{
    readonly HttpListener listener;
    readonly List<string> methods = [];
    byte[]? state;
    string? lockInfo;

    public HttpState()
    {
        for (var attempt = 0; ; attempt++)
        {
            Port = Random.Shared.Next(20000, 60000);
            // A listener that could not start is of no use any more.
            listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 50)
            {
                // Somebody else's port.
            }
        }
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }
    public string Token { get; set; } = "token-1";
    public bool RefuseWrites { get; set; }
    public byte[]? State => state;

    public IReadOnlyList<string> Methods
    {
        get
        {
            lock (methods)
                return [.. methods];
        }
    }

    public void Forget()
    {
        lock (methods)
            methods.Clear();
    }

    public Dictionary<string, string> Variables() => new()
    {
        ["TF_HTTP_ADDRESS"] = $"http://127.0.0.1:{Port}/state", ["TF_HTTP_LOCK_ADDRESS"] = $"http://127.0.0.1:{Port}/state",
        ["TF_HTTP_UNLOCK_ADDRESS"] = $"http://127.0.0.1:{Port}/state", ["TF_HTTP_USERNAME"] = "run", ["TF_HTTP_PASSWORD"] = Token, ["TF_HTTP_RETRY_MAX"] = "0",
    };

    public void Dispose() => listener.Close();

    async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception ex) when (ex is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            using var response = context.Response;
            // Terraform does not repeat a LOCK or POST that met a connection just being closed.
            response.KeepAlive = false;
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            response.StatusCode = (int)Answer(context.Request, body.ToArray(), out var content);
            if (content is not null)
                await response.OutputStream.WriteAsync(content);
        }
    }

    HttpStatusCode Answer(HttpListenerRequest request, byte[] body, out byte[]? content)
    {
        content = null;
        lock (methods)
            methods.Add(request.HttpMethod);
        if (request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("run:" + Token)))
            return HttpStatusCode.Unauthorized;
        switch (request.HttpMethod)
        {
            case "GET":
                content = state;
                return state is null ? HttpStatusCode.NoContent : HttpStatusCode.OK;
            case "POST" when RefuseWrites:
                return HttpStatusCode.InternalServerError;
            case "POST":
                state = body;
                return HttpStatusCode.OK;
            case "LOCK" when lockInfo is not null:
                content = Encoding.UTF8.GetBytes(lockInfo);
                return HttpStatusCode.Locked;
            case "LOCK":
                lockInfo = Encoding.UTF8.GetString(body);
                JsonDocument.Parse(lockInfo).Dispose();
                return HttpStatusCode.OK;
            case "UNLOCK":
                lockInfo = null;
                return HttpStatusCode.OK;
            default:
                return HttpStatusCode.MethodNotAllowed;
        }
    }
}
