using InfraAgent.Hosting.Database;

namespace InfraAgent.Api.TerraformState;

public static class TerraformStateSetup
{
    /// <summary>Needs <c>AddAgentDatabase</c>.</summary>
    public static IServiceCollection AddTerraformState(this IServiceCollection services) => services
        .AddDatabaseModule<TerraformStateTables>()
        .AddSingleton<StateGate>()
        .AddScoped<StateStore>();

    /// <summary><c>/terraform-state/{deployment_id}</c> for terraform, and the list of versions for people.</summary>
    public static void MapTerraformState(this IEndpointRouteBuilder app)
    {
        StateEndpoints.Map(app);
        StateVersionsEndpoint.Map(app);
    }
}
