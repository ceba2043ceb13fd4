using System.Text.Json.Nodes;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.TestBed.Terraform;

/// <summary>What exists in a simulated cloud, for a test to look at, to change behind Terraform's back, and to disturb.</summary>
public sealed class SimulatedWorld(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>All calls that Terraform made, in order, over all provider processes.</summary>
    public IReadOnlyList<JournalEntry> Journal => new Journal(new WorldFolder(Folder)).Read();

    /// <summary>Calls that changed the world: <c>create</c>, <c>update</c> or <c>delete</c>, of one type or of all.</summary>
    public int Effective(string call, string? type = null) => Journal.Count(e => e.Changed && e.Call == call && (type is null || e.Type == type));

    /// <summary>Every object there is, by type and key.</summary>
    public IReadOnlyList<SimulatedObject> Objects =>
        Directory.Exists(ObjectsFolder)
            ? Directory.GetFiles(ObjectsFolder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(SimulatedObject.Load).ToList()
            : [];

    public IReadOnlyList<SimulatedObject> Read(string type) => Objects.Where(o => o.Type == type).ToList();

    /// <exception cref="InvalidOperationException">There is not exactly one.</exception>
    public SimulatedObject Single(string type) => Read(type) is [var only]
        ? only
        : throw new InvalidOperationException($"Expected one {type} in {Folder}, found {Read(type).Count}.");

    /// <summary>Drift: changes attributes of an object as someone in the console would.</summary>
    public void EditObject(SimulatedObject target, Action<JsonObject> change)
    {
        change(target.Attributes);
        target.Save();
    }

    /// <summary>Drift: sets one attribute of the only object of a type.</summary>
    public void EditObject(string type, string attribute, JsonNode? value) => EditObject(Single(type), attributes => attributes[attribute] = value);

    /// <summary>Drift: removes an object.</summary>
    public void DeleteObject(SimulatedObject target) => File.Delete(target.Path);

    /// <summary>Disturbs calls from now on; rules are tried in the order in which they were added.</summary>
    public void AddFault(Fault fault)
    {
        var rules = FaultFile.Read(Folder).Rules;
        new FaultFile([.. rules, fault.Id is null ? fault with { Id = Guid.NewGuid().ToString("N") } : fault]).Write(Folder);
    }

    public void ClearFaults() => new FaultFile([]).Write(Folder);

    string ObjectsFolder => Path.Combine(Folder, "objects");
}
