using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using InfraAgent.ClusterSimulator.Objects;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>One watch: what there is when it begins, if it asks for that, and every change that its selector sees.</summary>
sealed class WatchStream(ApiRequest request, ObjectStore store)
{
    readonly Func<JsonObject, bool> selects = Selector.Of(request.Query);

    public async Task RunAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Http.RequestAborted);
        if (int.TryParse(request.Query["timeoutSeconds"], out var seconds)) end.CancelAfter(TimeSpan.FromSeconds(seconds));
        request.Http.Response.ContentType = "application/json";
        var (events, missed, isTooOld, present, version) = Begin();
        try
        {
            await request.Http.Response.Body.FlushAsync(end.Token);
            if (isTooOld)
            {
                await SendAsync("ERROR", new ApiException(410, "Expired", $"too old resource version: {request.Query["resourceVersion"]}").Status, end.Token);
                return;
            }

            foreach (var value in present) await SendAsync("ADDED", value, end.Token);
            if (IsStreamedList) await SendAsync("BOOKMARK", Bookmark(version), end.Token);
            foreach (var change in missed) await TellAsync(change, end.Token);
            await foreach (var change in events.Reader.ReadAllAsync(end.Token)) await TellAsync(change, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or its time is up: a watch ends in no other way.
        }
        finally
        {
            store.Unwatch(events);
        }
    }

    bool IsStreamedList => request.Query["sendInitialEvents"] == "true";

    (Channel<StoreEvent> Events, List<StoreEvent> Missed, bool IsTooOld, List<JsonObject> Present, long Version) Begin()
    {
        var asked = request.Query["resourceVersion"].ToString();
        var fromNow = IsStreamedList || asked is "" or "0";
        lock (store.Gate)
        {
            var (events, missed, isTooOld) = store.Watch(fromNow ? store.Version : long.Parse(asked, CultureInfo.InvariantCulture));
            return (events, missed, isTooOld, fromNow ? [.. store.List(request.Type, request.Space).Where(selects).Select(o => o.Copy())] : [], store.Version);
        }
    }

    JsonObject Bookmark(long version) => new()
    {
        ["kind"] = request.Type.Kind, ["apiVersion"] = request.Type.ApiVersion,
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null, ["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" }
        }
    };

    async Task TellAsync(StoreEvent change, CancellationToken end)
    {
        if (change.Type.Resource != request.Type.Resource || (request.Space.Length > 0 && change.Type.IsNamespaced && change.Object.Namespace() != request.Space)) return;
        var was = change.Old is not null && selects(change.Old);
        var remains = !change.IsDeletion && selects(change.Object);
        if (was || remains) await SendAsync(!remains ? "DELETED" : was ? "MODIFIED" : "ADDED", change.Object.Copy(), end);
    }

    async Task SendAsync(string type, JsonObject value, CancellationToken end)
    {
        var shown = request.WantsTable && type is "ADDED" or "MODIFIED" or "DELETED" ? Tables.Of(request.Type, [value], value.Meta().Text("resourceVersion")) : value;
        var line = new JsonObject { ["type"] = type, ["object"] = shown }.ToJsonString() + "\n";
        await request.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), end);
        await request.Http.Response.Body.FlushAsync(end);
    }
}
