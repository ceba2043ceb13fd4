using Google.Protobuf;
using InfraAgent.SimulatedProvider.DataSources;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Wire;
using InfraAgent.SimulatedProvider.World;
using static InfraAgent.SimulatedProvider.Wire.WireValues;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>The methods of <c>tfplugin6.Provider</c> by name: bytes of a request in, bytes of its answer out.</summary>
public sealed class ProviderCalls : IDisposable
{
    readonly ProviderState state;
    readonly ResourceCalls resources;
    readonly ApplyCall apply;
    byte[]? schemaAnswer;

    /// <param name="schema">Read with the first call: a process may serve providers that nobody asks.</param>
    public ProviderCalls(Lazy<ProviderSchema> schema, WorldFolder world)
    {
        state = new(schema, world);
        resources = new(state);
        apply = new(state, resources);
    }

    /// <summary>Null for a method that a simulated provider does not need.</summary>
    public async Task<byte[]?> CallAsync(string method, byte[] body)
    {
        switch (method)
        {
            case "GetProviderSchema":
                return schemaAnswer ??= SchemaMessages.From(state.Schema).ToByteArray();
            case "ConfigureProvider":
                return (await ConfigureAsync(ConfigureProviderRequest.Parser.ParseFrom(body))).ToByteArray();
            case "ValidateResourceConfig":
                return (await resources.ValidateAsync(ValidateConfigRequest.Parser.ParseFrom(body))).ToByteArray();
            case "UpgradeResourceState":
                return resources.Upgrade(UpgradeResourceStateRequest.Parser.ParseFrom(body)).ToByteArray();
            case "ReadResource":
                return (await resources.ReadAsync(ReadResourceRequest.Parser.ParseFrom(body))).ToByteArray();
            case "PlanResourceChange":
                return (await resources.PlanAsync(PlanResourceChangeRequest.Parser.ParseFrom(body))).ToByteArray();
            case "ApplyResourceChange":
                return (await apply.ApplyAsync(ApplyResourceChangeRequest.Parser.ParseFrom(body))).ToByteArray();
            case "ImportResourceState":
                return (await resources.ImportAsync(ImportResourceStateRequest.Parser.ParseFrom(body))).ToByteArray();
            case "ReadDataSource":
                return (await ReadDataAsync(ReadDataSourceRequest.Parser.ParseFrom(body))).ToByteArray();
            case "OpenEphemeralResource":
                return (await OpenAsync(OpenEphemeralResourceRequest.Parser.ParseFrom(body))).ToByteArray();
            case "StopProvider":
                state.Faults.Stop();
                return [];
            // An empty message: nothing to report.
            case "ValidateProviderConfig" or "ValidateDataResourceConfig" or "ValidateEphemeralResourceConfig" or "CloseEphemeralResource" or "GetFunctions":
                return [];
            default:
                return null;
        }
    }

    async Task<DiagnosticsResponse> ConfigureAsync(ConfigureProviderRequest request)
    {
        var config = FromWire(request.Config, state.Schema.Configuration.Type);
        var error = await state.Faults.PassAsync("configure", state.Schema.Configuration.Name, config);
        var (account, problem) = CloudAccount.From(state.Schema.Configuration.Name, config, Environment.GetEnvironmentVariable);
        if (problem is not null) error ??= Error(problem);
        state.Account = account ?? state.Account;
        state.Journal.Write("configure", state.Schema.Configuration.Name, null, changed: false, error?.Summary);
        return new() { Diagnostics = { ResourceCalls.Only(error) } };
    }

    async Task<ReadDataSourceResponse> ReadDataAsync(ReadDataSourceRequest request)
    {
        var schema = state.Schema.Data(request.TypeName);
        var config = FromWire(request.Config, schema.Type);
        var error = await state.Faults.PassAsync("data", request.TypeName, config);
        state.Journal.Write("data", request.TypeName, null, changed: false, error?.Summary);
        return error is not null
            ? new() { Diagnostics = { error } }
            : new() { State = ToWire(new DataAnswers(state.Account, state.World).Answer(schema, config), schema.Type) };
    }

    /// <summary>Answered like a data source; the difference is Terraform's, which forgets the answer.</summary>
    async Task<OpenEphemeralResourceResponse> OpenAsync(OpenEphemeralResourceRequest request)
    {
        var schema = state.Schema.Ephemeral(request.TypeName);
        var config = FromWire(request.Config, schema.Type);
        var error = await state.Faults.PassAsync("open", request.TypeName, config);
        state.Journal.Write("open", request.TypeName, null, changed: false, error?.Summary);
        return error is not null
            ? new() { Diagnostics = { error } }
            : new() { Result = ToWire(new DataAnswers(state.Account, state.World).Answer(schema, config), schema.Type) };
    }

    public void Dispose() => state.Dispose();
}
