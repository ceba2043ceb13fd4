using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using InfraAgent.ClusterSimulator.Fields;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>All objects, their versions and the history that watches begin from. Everything happens under one lock, which callers may hold for several steps.</summary>
sealed class ObjectStore(ResourceTypes types)
{
    const int LongestHistory = 5000;

    // By resource, then by namespace and name.
    readonly Dictionary<string, Dictionary<(string Space, string Name), JsonObject>> objects = [];
    readonly List<StoreEvent> history = [];
    readonly List<Channel<StoreEvent>> watchers = [];
    int addresses = 10;

    public Lock Gate { get; } = new();

    public ResourceTypes Types => types;

    public long Version { get; private set; } = 100;

    public JsonObject? Get(ResourceType type, string space, string name)
    {
        lock (Gate) return Of(type).GetValueOrDefault((type.IsNamespaced ? space : "", name));
    }

    /// <param name="space">Empty: of all namespaces.</param>
    public List<JsonObject> List(ResourceType type, string space = "")
    {
        lock (Gate)
        {
            return [.. Of(type).Where(o => space.Length == 0 || !type.IsNamespaced || o.Key.Space == space)
                .OrderBy(o => o.Key.Space, StringComparer.Ordinal).ThenBy(o => o.Key.Name, StringComparer.Ordinal).Select(o => o.Value)];
        }
    }

    /// <summary>Events from now on, and those since a version; <c>IsTooOld</c>: the history does not go back that far.</summary>
    public (Channel<StoreEvent> Events, List<StoreEvent> Missed, bool IsTooOld) Watch(long since)
    {
        lock (Gate)
        {
            var events = Channel.CreateUnbounded<StoreEvent>();
            watchers.Add(events);
            return (events, [.. history.Where(e => e.Version > since)], history.Count > 0 && since < history[0].Version - 1);
        }
    }

    public void Unwatch(Channel<StoreEvent> events)
    {
        lock (Gate) watchers.Remove(events);
    }

    /// <summary>The one way in which an object is written.</summary>
    /// <param name="old">What it replaces; null: it is new.</param>
    /// <param name="subresource">Empty: all but the status.</param>
    /// <param name="isTracked">The managers of its fields are already as they will be.</param>
    /// <returns>A copy of what is kept or, of a dry run, would be.</returns>
    public JsonObject Put(ResourceType type, JsonObject value, JsonObject? old, string manager, string subresource = "", bool isDryRun = false, bool isTracked = false)
    {
        lock (Gate) return Write(type, value, old, manager, subresource, isDryRun, isTracked).Copy();
    }

    JsonObject Write(ResourceType type, JsonObject value, JsonObject? old, string manager, string subresource, bool isDryRun, bool isTracked)
    {
        var written = Identified(type, value);
        if (old is null) Created(type, written, subresource);
        else written = Replaced(type, written, old, subresource);
        if (subresource != "status")
        {
            Defaults.Apply(type, written, old, () => string.Create(CultureInfo.InvariantCulture, $"10.96.{addresses >> 8}.{addresses++ & 255}"));
            Validation.Check(type, written, old);
            if (type.Kind == "Pod" && old is null) PodSecurity.Check(type, written, Get(types["Namespace"], "", written.Namespace()));
        }

        if (!isTracked) FieldManager.Track(type, old, written, manager, subresource);
        var meta = written.Meta();
        if (HasGeneration(type, written)) meta["generation"] = old is null ? 1 : old.Meta().Number("generation", 1) + (JsonReading.Same(old["spec"], written["spec"]) ? 0 : 1);
        else meta.Remove("generation");
        meta.Remove("resourceVersion");
        if (old is not null && IsUnchanged(old, written)) return old;

        meta["resourceVersion"] = isDryRun ? old?.Meta().Text("resourceVersion") ?? "" : Next();
        if (isDryRun) return written;
        if (meta["deletionTimestamp"] is not null && !meta.Items("finalizers").Any())
        {
            Drop(type, written);
            return written;
        }

        Of(type)[KeyOf(type, written)] = written;
        if (type.Kind == "CustomResourceDefinition") types.Add(written);
        Tell(type, written, old, isDeletion: false);
        return written;
    }

    static JsonObject Identified(ResourceType type, JsonObject value)
    {
        var written = value.Copy();
        (written["apiVersion"], written["kind"]) = (type.ApiVersion, type.Kind);
        var meta = written.Meta();
        foreach (var empty in meta.Where(m => m.Value is JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(m => m.Key).ToArray()) meta.Remove(empty);
        if (!type.IsNamespaced) meta.Remove("namespace");
        return written;
    }

    void Created(ResourceType type, JsonObject written, string subresource)
    {
        if (type.IsNamespaced)
        {
            var spaces = types["Namespace"];
            var space = Get(spaces, "", written.Namespace()) ?? throw ApiException.NotFound(spaces, written.Namespace());
            if (space.Meta()["deletionTimestamp"] is not null) throw ApiException.Forbidden(type, written.Name(), $"unable to create new content in namespace {written.Namespace()} because it is being terminated");
        }

        if (Get(type, written.Namespace(), written.Name()) is not null) throw ApiException.Exists(type, written.Name());
        var meta = written.Meta();
        (meta["uid"], meta["creationTimestamp"]) = (Guid.NewGuid().ToString(), JsonReading.Now());
        meta.Remove("deletionTimestamp");
        if (type.HasStatus && subresource.Length == 0) written.Remove("status");
    }

    static JsonObject Replaced(ResourceType type, JsonObject written, JsonObject old, string subresource)
    {
        if (written.Meta().Text("resourceVersion") is { Length: > 0 } known && known != old.Meta().Text("resourceVersion")) throw ApiException.Changed(type, written.Name());
        if (type.HasStatus && subresource == "status")
        {
            var kept = old.Copy();
            if (written.Meta()["managedFields"] is { } managers) kept.Meta()["managedFields"] = managers.DeepClone();
            return WithStatus(kept, written["status"]);
        }

        foreach (var field in new[] { "uid", "creationTimestamp", "deletionTimestamp" })
        {
            if (old.Meta()[field] is { } value) written.Meta()[field] = value.DeepClone();
            else written.Meta().Remove(field);
        }

        return type.HasStatus ? WithStatus(written, old["status"]) : written;
    }

    static JsonObject WithStatus(JsonObject value, JsonNode? status)
    {
        if (status is null) value.Remove("status");
        else value["status"] = status.DeepClone();
        return value;
    }

    static bool HasGeneration(ResourceType type, JsonObject value) =>
        value["spec"] is not null && type.Kind is not ("Namespace" or "Service" or "PersistentVolumeClaim" or "HorizontalPodAutoscaler" or "Pod" or "Node");

    static bool IsUnchanged(JsonObject old, JsonObject written)
    {
        return JsonReading.Same(Stripped(old), Stripped(written));

        static JsonObject Stripped(JsonObject value)
        {
            var copy = value.Copy();
            copy.Meta().Remove("resourceVersion");
            foreach (var manager in copy.Meta().Objects("managedFields")) manager.Remove("time");
            return copy;
        }
    }

    public void Delete(ResourceType type, JsonObject value, string propagation = "Background")
    {
        lock (Gate)
        {
            if (Get(type, value.Namespace(), value.Name()) is not { } current) return;
            // A namespace is terminating first; its controller empties and ends it.
            var waits = type.Kind == "Namespace" || current.Meta().Items("finalizers").Any();
            if (!waits) End(type, current, propagation);
            else if (current.Meta()["deletionTimestamp"] is null)
            {
                var old = current.Copy();
                current.Meta()["deletionTimestamp"] = JsonReading.Now();
                if (type.Kind == "Namespace") current["status"] = new JsonObject { ["phase"] = "Terminating" };
                current.Meta()["resourceVersion"] = Next();
                Tell(type, current, old, isDeletion: false);
            }
        }
    }

    /// <summary>Ends a namespace and all that is in it.</summary>
    public void EndNamespace(JsonObject space)
    {
        lock (Gate)
        {
            foreach (var type in types.All.Where(t => t.IsNamespaced))
            {
                foreach (var value in List(type, space.Name()))
                {
                    value.Meta().Remove("finalizers");
                    Delete(type, value);
                }
            }

            End(types["Namespace"], space, "Background");
        }
    }

    void End(ResourceType type, JsonObject value, string propagation)
    {
        Drop(type, value);
        foreach (var other in types.All.Where(t => t.IsNamespaced))
        {
            foreach (var owned in List(other).Where(o => o.IsOwnedBy(value.Uid())))
            {
                if (propagation != "Orphan")
                {
                    Delete(other, owned);
                    continue;
                }

                var orphan = owned.Copy();
                orphan.Meta().Remove("ownerReferences");
                Put(other, orphan, owned, "kube-controller-manager");
            }
        }
    }

    void Drop(ResourceType type, JsonObject value)
    {
        Of(type).Remove(KeyOf(type, value));
        var last = value.Copy();
        last.Meta()["resourceVersion"] = Next();
        if (type.Kind == "CustomResourceDefinition")
        {
            foreach (var defined in types.All.Where(t => t.Model is null && t.Group == value.Object("spec").Text("group")))
            {
                foreach (var custom in List(defined)) Delete(defined, custom);
            }

            types.Remove(value);
        }

        Tell(type, last, last, isDeletion: true);
    }

    void Tell(ResourceType type, JsonObject value, JsonObject? old, bool isDeletion)
    {
        var told = new StoreEvent(Version, type, value.Copy(), old?.Copy(), isDeletion);
        history.Add(told);
        if (history.Count > LongestHistory) history.RemoveRange(0, LongestHistory / 5);
        foreach (var watcher in watchers) watcher.Writer.TryWrite(told);
    }

    string Next() => (++Version).ToString(CultureInfo.InvariantCulture);

    Dictionary<(string Space, string Name), JsonObject> Of(ResourceType type)
    {
        if (!objects.TryGetValue(type.Resource, out var found)) objects[type.Resource] = found = [];
        return found;
    }

    static (string, string) KeyOf(ResourceType type, JsonObject value) => (type.IsNamespaced ? value.Namespace() : "", value.Name());
}
