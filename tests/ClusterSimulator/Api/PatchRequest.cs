using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Fields;
using InfraAgent.ClusterSimulator.Objects;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>One PATCH, in the form that its content type names.</summary>
sealed class PatchRequest(ApiRequest request, ObjectStore store)
{
    public async Task RunAsync()
    {
        var body = await request.BodyAsync();
        var form = request.Http.Request.ContentType?.Split(';')[0] ?? "";
        if (form == "application/apply-patch+yaml")
        {
            var (applied, isNew) = Apply(body);
            await request.AnswerAsync(applied, isNew ? 201 : 200);
        }
        else await request.AnswerAsync(Patch(form, body));
    }

    (JsonObject Applied, bool IsNew) Apply(JsonObject body)
    {
        if (request.Query["fieldManager"].ToString().Length == 0) throw ApiException.Bad("fieldManager is required for apply patch");
        if (body.Meta()["managedFields"] is not null) throw ApiException.Bad("metadata.managedFields must be nil");
        if (request.Type.IsNamespaced) body.Meta()["namespace"] = request.Space;
        body.Meta()["name"] = request.Name;
        FieldCheck.Applied(request, body);
        lock (store.Gate)
        {
            var current = store.Get(request.Type, request.Space, request.Name);
            var merged = ServerSideApply.Apply(request.Type, current, body, request.Manager, request.Query["force"] == "true", request.Subresource);
            return (store.Put(request.Type, merged, current, request.Manager, request.Subresource, request.IsDryRun, isTracked: true).Copy(), current is null);
        }
    }

    JsonObject Patch(string form, JsonObject body)
    {
        lock (store.Gate)
        {
            var current = store.Get(request.Type, request.Space, request.Name) ?? throw ApiException.NotFound(request.Type, request.Name);
            var target = request.Subresource == "scale" ? Scale.Of(current) : current.Copy();
            // Whoever names a version wants to change that one and no other.
            if (body.Object("metadata").Text("resourceVersion").Length == 0) target.Meta().Remove("resourceVersion");
            switch (form)
            {
                case "application/strategic-merge-patch+json" when request.Type.Model is not null: OtherPatches.StrategicMerge(target, body); break;
                case "application/merge-patch+json": target = OtherPatches.Merge(target, body); break;
                case "application/json-patch+json": OtherPatches.JsonPatch(target, (JsonArray)body["operations"]!); break;
                default: throw ApiException.UnknownMedia();
            }

            if (request.Subresource == "scale") return Scale.Of(store.Put(request.Type, Scale.Apply(current, target), current, request.Manager, "scale", request.IsDryRun));
            FieldCheck.Written(request, target);
            return store.Put(request.Type, target, current, request.Manager, request.Subresource, request.IsDryRun).Copy();
        }
    }
}
