using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Objects;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>What controllers do with objects.</summary>
sealed class ControllerStore(ObjectStore store)
{
    const string Manager = "kube-controller-manager";

    public JsonObject? Get(string kind, string space, string name) => store.Get(store.Types[kind], space, name);

    public List<JsonObject> List(string kind, string space = "") => store.List(store.Types[kind], space);

    public List<JsonObject> Owned(string kind, JsonObject owner) => [.. List(kind, owner.Namespace()).Where(o => o.IsOwnedBy(owner.Uid()))];

    public IEnumerable<JsonObject> PodsOf(string space, JsonObject? labels) => labels is null or { Count: 0 } ? []
        : List("Pod", space).Where(p => labels.All(l => JsonReading.Same(p.Object("metadata").Object("labels")?[l.Key], l.Value)));

    public JsonObject? TargetOf(JsonObject reference, string space) =>
        store.Types.OfObject(reference.Text("apiVersion"), reference.Text("kind")) is { } type ? store.Get(type, space, reference.Text("name")) : null;

    public void Create(string kind, JsonObject value) => store.Put(store.Types[kind], value, null, Manager);

    public JsonObject Change(JsonObject value, Action<JsonObject> change, string subresource = "")
    {
        var changed = value.Copy();
        changed.Meta().Remove("resourceVersion");
        change(changed);
        return store.Put(store.Types[value.Text("kind")], changed, value, Manager, subresource);
    }

    public void SetStatus(JsonObject value, JsonObject status)
    {
        if (!JsonReading.Same(value["status"], status)) Change(value, v => v["status"] = status, "status");
    }

    public void Delete(string kind, JsonObject value) => store.Delete(store.Types[kind], value);

    public void EndNamespace(JsonObject space) => store.EndNamespace(space);

    public static JsonObject New(string space, string name, JsonObject? labels = null, JsonObject? owner = null)
    {
        var meta = new JsonObject { ["name"] = name, ["namespace"] = space };
        if (labels is not null) meta["labels"] = labels.Copy();
        if (owner is not null)
        {
            meta["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = owner.Text("apiVersion"), ["kind"] = owner.Text("kind"), ["name"] = owner.Name(), ["uid"] = owner.Uid(), ["controller"] = true, ["blockOwnerDeletion"] = true
            });
        }

        return new() { ["metadata"] = meta };
    }

    public static string Hash(JsonNode value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToJsonString())))[..9];
}
