using InfraAgent.Hosting.Database;

namespace InfraAgent.Api.TerraformState;

public static class TerraformStateSetup
{
    /// <summary>Needs <c>AddAgentDatabase</c>.</summary>
    /// <exception cref="Hosting.Configuration.ConfigurationException">A setting of <c>State:*</c> is wrong.</exception>
    public static IServiceCollection AddTerraformState(this IServiceCollection services, IConfiguration configuration) => services
        .AddDatabaseModule<TerraformStateTables>()
        .AddSingleton(StateRetention.Read(configuration))
        .AddSingleton<StatePruning>()
        .AddHostedService(provider => provider.GetRequiredService<StatePruning>())
        .AddSingleton<StateGate>()
        .AddScoped<StateStore>();

    /// <summary><c>/terraform-state/{deployment_id}</c> for terraform, and the list of versions for people.</summary>
    public static void MapTerraformState(this IEndpointRouteBuilder app)
    {
        StateEndpoints.Map(app);
        StateVersionsEndpoint.Map(app);
    }
}
