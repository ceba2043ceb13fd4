using System.Text.Json;
using InfraAgent.Policy.Reports;

namespace InfraAgent.Policy.Tests;

public sealed class RequestPlacesTests
{
    static readonly JsonElement Spec = JsonElement.Parse("""{"modules": [{"name": "postgres", "as": "orders-db"}, 7, {"name": 7}], "services": [{"name": "orders"}, {"name": "web"}]}""");

    [Theory]
    [InlineData("web", false, "/template_spec/services/1")]
    [InlineData("orders_db", false, "/template_spec/modules/0")]
    [InlineData("orders-db-headless", true, "/template_spec/modules/0")]
    [InlineData("orders-headless", true, "/template_spec/services/0")]
    [InlineData("orders-headless", false, null)]
    [InlineData("webshop", true, null)]
    [InlineData("postgres", true, null)]
    [InlineData("", true, null)]
    public void The_longest_name_that_fits_is_what_it_was_made_for(string label, bool derived, string? pointer) =>
        Assert.Equal(pointer, RequestPlaces.Pointer(Spec, label, derived));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"services": {"web": 1}}""")]
    public void Where_the_request_has_no_such_list_there_is_no_place(string spec) => Assert.Null(RequestPlaces.Pointer(JsonElement.Parse(spec), "web"));
}
