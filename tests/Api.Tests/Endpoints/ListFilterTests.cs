using System.Net;
using InfraAgent.Api.Tests.Deployments;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Endpoints;

public sealed class ListFilterTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Theory]
    [InlineData("cursor=%00", "next_cursor")]
    [InlineData("cursor=..%2Fx", "next_cursor")]
    [InlineData("environment=dev%00", "environment")]
    [InlineData("status=healthy%00", "status")]
    public async Task What_no_filter_can_be_is_refused_before_the_database_chokes_on_it(string query, string named)
    {
        using var http = bed.Client();
        using var answer = await http.GetAsync("/deployments?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, Problem.ContentType), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_word_finds_nothing()
    {
        using var http = bed.Client();
        Assert.Contains("\"deployments\":[]", await http.GetStringAsync("/deployments?status=flying&environment=nowhere&cursor=zz"), StringComparison.Ordinal);
    }
}
