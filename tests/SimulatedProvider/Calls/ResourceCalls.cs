using System.Text.Json;
using Google.Protobuf;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.Wire;
using static InfraAgent.SimulatedProvider.Wire.WireValues;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>The calls about resources, except applying. A resource's private bytes hold its key in the world.</summary>
public sealed class ResourceCalls(ProviderState state)
{
    public async Task<DiagnosticsResponse> ValidateAsync(ValidateConfigRequest request)
    {
        var config = FromWire(request.Config, state.Schema.Resource(request.TypeName).Type);
        var error = await state.Faults.PassAsync("validate", request.TypeName, config);
        return new() { Diagnostics = { Only(error) } };
    }

    public UpgradeResourceStateResponse Upgrade(UpgradeResourceStateRequest request)
    {
        var type = state.Schema.Resource(request.TypeName).Type;
        using var json = JsonDocument.Parse(request.RawState.Json.Memory);
        return new() { UpgradedState = ToWire(CtyJson.Read(json.RootElement, type), type) };
    }

    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var schema = state.Schema.Resource(request.TypeName);
        var current = FromWire(request.CurrentState, schema.Type);
        var key = KeyOf(schema, request.Private, current);
        var error = await state.Faults.PassAsync("read", request.TypeName, current);
        var found = error is null ? state.World.Load(request.TypeName, key, schema.Type) : current;
        state.Journal.Write("read", request.TypeName, key, changed: false, error?.Summary);
        return new() { NewState = ToWire(found, schema.Type), Private = ByteString.CopyFromUtf8(key), Diagnostics = { Only(error) } };
    }

    public async Task<PlanResourceChangeResponse> PlanAsync(PlanResourceChangeRequest request)
    {
        var schema = state.Schema.Resource(request.TypeName);
        var (prior, proposed) = (FromWire(request.PriorState, schema.Type), FromWire(request.ProposedNewState, schema.Type));
        var (planned, replacing) = new Planner(state.Account).Plan(schema, prior, proposed, FromWire(request.Config, schema.Type));
        var error = await state.Faults.PassAsync("plan", request.TypeName, proposed ?? prior);
        return new()
        {
            PlannedState = ToWire(planned, schema.Type),
            RequiresReplace = { replacing.Select(name => new AttributePath { Steps = { new AttributePath.Types.Step { AttributeName = name } } }) },
            PlannedPrivate = request.PriorPrivate,
            Diagnostics = { Only(error) },
            LegacyTypeSystem = schema.Block.HasDefaults,
        };
    }

    public async Task<ImportResourceStateResponse> ImportAsync(ImportResourceStateRequest request)
    {
        var schema = state.Schema.Resource(request.TypeName);
        var error = await state.Faults.PassAsync("import", request.TypeName, null);
        var (key, found) = error is null ? Find(schema, request.Id) : default;
        if (found is null) error ??= Error("Cannot import non-existent remote object", $"There is no {request.TypeName} with the id '{request.Id}'.");
        state.Journal.Write("import", request.TypeName, key ?? request.Id, changed: false, error?.Summary);
        if (error is not null) return new() { Diagnostics = { error } };
        return new()
        {
            ImportedResources =
            {
                new ImportResourceStateResponse.Types.ImportedResource
                {
                    TypeName = request.TypeName, State = ToWire(found, schema.Type), Private = ByteString.CopyFromUtf8(key!),
                },
            },
        };
    }

    (string? Key, SortedDictionary<string, object?>? Attributes) Find(ObjectSchema schema, string id) =>
        state.World.All(schema.Name, schema.Type).FirstOrDefault(o => o.Key == id || Cty.Text(o.Attributes, "id") == id || Cty.Text(o.Attributes, "arn") == id);

    /// <summary>A state that was written without private bytes still has the attributes that make up the key.</summary>
    public string KeyOf(ObjectSchema schema, ByteString known, object? current) =>
        known.Length > 0 ? known.ToStringUtf8() : new ValueMaker(state.Account, state.World).KeyOf(schema, Cty.AsObject(current) ?? Cty.NewObject());

    public static IEnumerable<Diagnostic> Only(Diagnostic? diagnostic) => diagnostic is null ? [] : [diagnostic];
}
