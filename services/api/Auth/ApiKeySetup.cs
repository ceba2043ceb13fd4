using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Api.Auth;

public static class ApiKeySetup
{
    /// <summary>Reads the keys at once, so that a wrong file stops the start.</summary>
    /// <exception cref="ConfigurationException">The file is wrong; the message has its line.</exception>
    public static IServiceCollection AddApiKeys(this IServiceCollection services, AgentOptions options)
    {
        if (options.ApiKeysFile is { } path)
        {
            _ = ApiKeysFile.Load(path);
        }

        return services.AddSingleton<ApiKeys>();
    }

    /// <summary>Call before the endpoints are mapped.</summary>
    public static IApplicationBuilder UseApiKeys(this WebApplication app)
    {
        app.UseRouting();
        return app.UseMiddleware<ApiKeyMiddleware>();
    }
}
