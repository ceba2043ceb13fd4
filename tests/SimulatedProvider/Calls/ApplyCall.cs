using Google.Protobuf;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.Wire;
using static InfraAgent.SimulatedProvider.Wire.WireValues;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>Creates, updates and deletes: the one place that changes the world.</summary>
public sealed class ApplyCall(ProviderState state, ResourceCalls resources)
{
    /// <summary>What came of a change: the new state, its key, whether the world changed, and what went wrong.</summary>
    sealed record Outcome(object? State, string Key, bool Changed, Diagnostic? Error = null);

    public async Task<ApplyResourceChangeResponse> ApplyAsync(ApplyResourceChangeRequest request)
    {
        var schema = state.Schema.Resource(request.TypeName);
        var prior = FromWire(request.PriorState, schema.Type);
        var planned = Cty.AsObject(FromWire(request.PlannedState, schema.Type));
        var key = prior is null ? "" : resources.KeyOf(schema, request.PlannedPrivate, prior);
        var call = prior is null ? "create" : planned is null ? "delete" : "update";

        var (refused, fault) = await state.Faults.BeforeAsync(call, request.TypeName, planned ?? prior);
        var outcome = (refused, planned) switch
        {
            ({ } error, _) => new(prior, key, Changed: false, error),
            (_, null) => new(null, key, state.World.Delete(request.TypeName, key)),
            _ when prior is null => Create(schema, planned),
            _ => Update(schema, key, prior, planned),
        };
        if (outcome.Changed)
            new Echo(state.Schema, state.World).Of(request.TypeName, prior, outcome.State);
        // Written before a crash "after" it: whoever counts changes must see this one.
        state.Journal.Write(call, request.TypeName, outcome.Key, outcome.Changed, (outcome.Error?.Summary) ?? fault?.Error);
        var failure = outcome.Error ?? FaultGate.After(fault);
        return new()
        {
            NewState = ToWire(outcome.State, schema.Type),
            Private = ByteString.CopyFromUtf8(outcome.Key),
            Diagnostics = { ResourceCalls.Only(failure) },
            LegacyTypeSystem = schema.Block.HasDefaults,
        };
    }

    Outcome Create(ObjectSchema schema, SortedDictionary<string, object?> planned)
    {
        var maker = new ValueMaker(state.Account, state.World);
        var made = maker.Finish(schema, planned);
        var key = maker.KeyOf(schema, made);
        if (schema.Upsert) state.World.Put(schema.Name, key, made);
        else if (IsTaken(schema, made) || !state.World.Create(schema.Name, key, made))
            return new(null, "", Changed: false, Error(
                $"creating {schema.Name} ({key}): AlreadyExists",
                "The simulated account holds one already. Import it, or remove it from the world's objects folder."));
        return new(made, key, Changed: true);
    }

    bool IsTaken(ObjectSchema schema, SortedDictionary<string, object?> made) =>
        schema.Unique.Count > 0
        && state.World.All(schema.Name, schema.Type).Any(other =>
            schema.Unique.Append("region").All(name => Equals(other.Attributes.GetValueOrDefault(name), made.GetValueOrDefault(name))));

    Outcome Update(ObjectSchema schema, string key, object? prior, SortedDictionary<string, object?> planned)
    {
        if (state.World.Load(schema.Name, key, schema.Type) is null)
            return new(prior, key, Changed: false, Error($"updating {schema.Name} ({key}): NotFound", "It was removed outside of Terraform."));
        var made = new ValueMaker(state.Account, state.World).Finish(schema, planned);
        state.World.Put(schema.Name, key, made);
        return new(made, key, Changed: true);
    }
}
