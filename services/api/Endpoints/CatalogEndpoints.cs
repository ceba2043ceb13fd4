using InfraAgent.Api.Auth;
using InfraAgent.Api.Description;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Generator;
using Microsoft.Net.Http.Headers;

namespace InfraAgent.Api.Endpoints;

/// <summary>What can be asked for: the catalog, and the JSON Schemas (2020-12) of specifications and modules, made from what the generator reads requests with.</summary>
public static class CatalogEndpoints
{
    const string Schema = "application/schema+json";

    public static void MapCatalog(this IEndpointRouteBuilder app)
    {
        app.MapGet("/schemas/template-spec", (ModuleCatalog catalog, HttpContext http) => Answer(http, catalog, () => TemplateSpecSchema.Of(catalog)))
            .RequireRole(Role.Viewer).WithTags("catalog").Describe("The JSON Schema of template_spec", null, (200, null), (304, null))
            .DescribeContent(200, Schema, typeof(System.Text.Json.JsonElement));
        app.MapGet("/schemas/template-spec/{cloud}", (string cloud, ModuleCatalog catalog, HttpContext http) =>
                catalog.Cloud(cloud) is null ? NoCloud(catalog) : Answer(http, catalog, () => TemplateSpecSchema.OfCloud(catalog, cloud)!))
            .RequireRole(Role.Viewer).WithTags("catalog").Describe("The JSON Schema of template_spec for one cloud", null, (200, null), (304, null))
            .DescribeContent(200, Schema, typeof(System.Text.Json.JsonElement));
        app.MapGet("/catalog", List).RequireRole(Role.Viewer).WithTags("catalog")
            .Describe("Clouds, their runtimes, and their modules with all versions", null, (200, typeof(CatalogList)));
        app.MapGet("/catalog/{cloud}/{module}", Module).RequireRole(Role.Viewer).WithTags("catalog")
            .Describe("The JSON Schema of a module's inputs; the newest version, or ?version=", null, (200, null), (304, null))
            .DescribeContent(200, Schema, typeof(System.Text.Json.JsonElement));
    }

    static IResult List(ModuleCatalog catalog) => Results.Json(new CatalogList(
        catalog.Digest,
        [
            .. catalog.Clouds.Select(cloud => new CatalogCloud(cloud, catalog.Cloud(cloud)!.Description, catalog.Cloud(cloud)!.Runtimes,
            [
                .. catalog.Modules(cloud).Select(module => catalog.Module(cloud, module)!).Select(module => new CatalogModule(
                    module.Name, module.Description, [.. catalog.Versions(cloud, module.Name).Select(v => v.Text)], module.CostDrivers, $"/catalog/{cloud}/{module.Name}"))
            ]))
        ]), Json.Options);

    static IResult Module(string cloud, string module, string? version, ModuleCatalog catalog, HttpContext http)
    {
        if (catalog.Cloud(cloud) is null) return NoCloud(catalog);
        if (catalog.Module(cloud, module) is null)
            return Problems.NotFound($"Cloud '{cloud}' has no such module; known: {string.Join(", ", catalog.Modules(cloud))}.").ToResult();
        return catalog.Module(cloud, module, version) is null
            ? Problems.NotFound($"Module '{module}' has no such version; known: {string.Join(", ", catalog.Versions(cloud, module).Select(v => v.Text))}.").ToResult()
            : Answer(http, catalog, () => TemplateSpecSchema.OfModule(catalog, cloud, module, version)!);
    }

    static IResult NoCloud(ModuleCatalog catalog) =>
        Problems.NotFound($"There is no such cloud in the catalog; known: {string.Join(", ", catalog.Clouds)}.").ToResult();

    // The catalog never changes while the process lives, and its digest says which one it is.
    static IResult Answer(HttpContext http, ModuleCatalog catalog, Func<string> schema)
    {
        var tag = new EntityTagHeaderValue($"\"{catalog.Digest["sha256:".Length..]}\"");
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch == tag.ToString()
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text(schema(), Schema);
    }
}

/// <summary>The answer of <c>GET /catalog</c>.</summary>
public sealed record CatalogList(string Digest, IReadOnlyList<CatalogCloud> Clouds);

public sealed record CatalogCloud(string Name, string Description, IReadOnlyList<string> Runtimes, IReadOnlyList<CatalogModule> Modules);

/// <summary>Versions, oldest first; inputs of the newest that the price depends on, what counts most first.</summary>
public sealed record CatalogModule(string Name, string Description, IReadOnlyList<string> Versions, IReadOnlyList<CostDriver> CostDrivers, string Href);
