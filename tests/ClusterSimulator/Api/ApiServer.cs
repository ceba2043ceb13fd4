using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Fields;
using InfraAgent.ClusterSimulator.Objects;
using InfraAgent.ClusterSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>Answers requests as the API server of a cluster.</summary>
sealed class ApiServer(ObjectStore store, ServiceTraffic traffic)
{
    readonly Discovery discovery = new(store.Types);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (!await Described(http)) await Objects(http);
        }
        catch (ApiException refusal)
        {
            await ApiRequest.AnswerAsync(http, refusal.Status, refusal.Code);
        }
        catch (JsonException wrong)
        {
            await ApiRequest.AnswerAsync(http, ApiException.Bad(wrong.Message).Status, 400);
        }
    }

    // All that is not about objects. False: it is.
    async Task<bool> Described(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimEnd('/');
        var isAggregated = http.Request.Headers.Accept.ToString() is var accept && accept.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal) && accept.Contains("v=v2;", StringComparison.Ordinal);
        switch (path)
        {
            case "/healthz" or "/livez" or "/readyz": await http.Response.WriteAsync("ok"); return true;
            case "/api" or "/apis" when isAggregated: await ApiRequest.AnswerAsync(http, discovery.Aggregated(core: path == "/api"), type: Discovery.AggregatedType); return true;
        }

        var answer = path switch
        {
            // Helm reads it as a semantic version.
            "/version" => new JsonObject { ["major"] = "1", ["minor"] = "35", ["gitVersion"] = "v1.35.2", ["platform"] = "linux/amd64" },
            "/api" => Discovery.CoreVersions(),
            "/apis" => discovery.Groups(),
            "/openapi/v2" => throw ApiException.NoSuchPath(),
            "/openapi/v3" => discovery.OpenApiIndex(),
            _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) => discovery.OpenApi(path["/openapi/v3/".Length..]),
            _ => null
        };
        if (answer is null) return false;
        await ApiRequest.AnswerAsync(http, answer);
        return true;
    }

    async Task Objects(HttpContext http)
    {
        var (group, version, rest) = http.Request.Path.Value!.Trim('/').Split('/') switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => throw ApiException.NoSuchPath()
        };
        if (rest.Length == 0)
        {
            await ApiRequest.AnswerAsync(http, discovery.Resources(group, version) ?? throw ApiException.NoSuchPath());
            return;
        }

        if (group == "authorization.k8s.io" && http.Request.Method == "POST")
        {
            var review = await ApiRequest.BodyAsync(http);
            review["status"] = new JsonObject { ["allowed"] = true };
            await ApiRequest.AnswerAsync(http, review, 201);
            return;
        }

        var request = ApiRequest.Parse(http, store.Types, group, version, rest);
        await (request.Subresource == "proxy" ? traffic.ProxyAsync(http, request.Type, request.Space, request.Name, request.Rest)
            : http.Request.Method switch
            {
                "GET" when request.Name.Length > 0 => Get(request),
                "GET" when request.Query["watch"].ToString() is "true" or "1" => new WatchStream(request, store).RunAsync(),
                "GET" => List(request),
                "POST" => Create(request),
                "PUT" => Replace(request),
                "PATCH" => new PatchRequest(request, store).RunAsync(),
                "DELETE" => Delete(request),
                _ => throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource")
            });
    }

    async Task List(ApiRequest request)
    {
        List<JsonObject> found;
        string version;
        lock (store.Gate) (found, version) = (Selected(request), store.Version.ToString(CultureInfo.InvariantCulture));
        await request.AnswerAsync(request.WantsTable ? Tables.Of(request.Type, found, version) : new JsonObject
        {
            ["kind"] = request.Type.Kind + "List", ["apiVersion"] = request.Type.ApiVersion, ["metadata"] = new JsonObject { ["resourceVersion"] = version }, ["items"] = new JsonArray([.. found])
        });
    }

    async Task Get(ApiRequest request)
    {
        var value = Current(request);
        if (request.Subresource == "log") await request.Http.Response.WriteAsync(ServiceTraffic.Log(value));
        else if (request.Subresource == "scale") await request.AnswerAsync(Scale.Of(value));
        else await request.AnswerAsync(request.WantsTable ? Tables.Of(request.Type, [value], value.Meta().Text("resourceVersion")) : value);
    }

    async Task Create(ApiRequest request)
    {
        var value = await request.BodyAsync();
        var meta = value.Meta();
        if (request.Type.IsNamespaced)
        {
            if (value.Namespace() is { Length: > 0 } said && said != request.Space) throw ApiException.Bad("the namespace of the provided object does not match the namespace sent on the request");
            meta["namespace"] = request.Space;
        }

        if (value.Name().Length == 0 && meta.Text("generateName") is { Length: > 0 } prefix) meta["name"] = prefix + Guid.NewGuid().ToString("n")[..5];
        FieldCheck.Written(request, value);
        meta.Remove("resourceVersion");
        await request.AnswerAsync(store.Put(request.Type, value, null, request.Manager, isDryRun: request.IsDryRun), 201);
    }

    async Task Replace(ApiRequest request)
    {
        var current = Current(request);
        var value = await request.BodyAsync();
        if (request.Subresource == "finalize")
        {
            await request.AnswerAsync(current);
            return;
        }

        if (request.Subresource == "scale")
        {
            await request.AnswerAsync(Scale.Of(store.Put(request.Type, Scale.Apply(current, value), current, request.Manager, "scale", request.IsDryRun)));
            return;
        }

        if (request.Type.IsNamespaced) value.Meta()["namespace"] = request.Space;
        FieldCheck.Written(request, value);
        await request.AnswerAsync(store.Put(request.Type, value, current, request.Manager, request.Subresource, request.IsDryRun));
    }

    async Task Delete(ApiRequest request)
    {
        var options = await request.BodyAsync();
        var propagation = options.Text("propagationPolicy", request.Query["propagationPolicy"].ToString() is { Length: > 0 } asked ? asked : "Background");
        var isDryRun = request.IsDryRun || options.Items("dryRun").Any();
        var found = request.Name.Length > 0 ? [Current(request)] : Selected(request);
        if (request.Name.Length > 0 && options.Object("preconditions") is { } wanted)
        {
            var meta = found[0].Meta();
            if (wanted.Any(w => w.Value is not null && w.Value.ToString().Length > 0 && meta.Text(w.Key) != w.Value.ToString())) throw ApiException.Changed(request.Type, request.Name);
        }

        foreach (var value in found.Where(_ => !isDryRun)) store.Delete(request.Type, value, propagation);
        await request.AnswerAsync(new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success",
            ["details"] = new JsonObject { ["name"] = request.Name, ["group"] = request.Type.Group, ["kind"] = request.Type.Plural, ["uid"] = request.Name.Length > 0 ? found[0].Uid() : "" }
        });
    }

    // A copy: what is kept is read and written under the store's lock alone.
    JsonObject Current(ApiRequest request)
    {
        lock (store.Gate) return store.Get(request.Type, request.Space, request.Name)?.Copy() ?? throw ApiException.NotFound(request.Type, request.Name);
    }

    List<JsonObject> Selected(ApiRequest request)
    {
        lock (store.Gate) return [.. store.List(request.Type, request.Space).Where(Selector.Of(request.Query)).Select(o => o.Copy())];
    }
}
