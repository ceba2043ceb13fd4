using InfraAgent.Hosting;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.TerraformState;

public static class TerraformStateSetup
{
    public static IServiceCollection AddTerraformState<TDb>(this IServiceCollection services) where TDb : DbContext
    {
        services.AddSingleton<StateGate>();
        return services.AddScoped(x => new StateStore(x.GetRequiredService<TDb>(), x.GetRequiredService<ISecretBox>(), x.GetRequiredService<TimeProvider>()));
    }

    /// <summary><c>/terraform-state/{deployment_id}</c> for terraform, and the list of versions for people.</summary>
    public static void MapTerraformState(this IEndpointRouteBuilder app)
    {
        StateEndpoints.Map(app);
        StateVersionsEndpoint.Map(app);
    }
}
