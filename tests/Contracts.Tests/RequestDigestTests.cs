using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Contracts.Tests;

public sealed class RequestDigestTests
{
    static string Digest(string body, string command = "generate", string id = "d1") =>
        RequestDigest.Of(command, id, JsonElement.Parse(body));

    [Fact]
    public void Order_and_white_space_do_not_count() =>
        Assert.Equal(Digest("""{"deployment_id":"d1","a":{"x":1,"y":[1,2]}}"""), Digest("""{ "a" : { "y":[ 1, 2.0 ], "x":1 }, "deployment_id":"d1" }"""));

    [Fact]
    public void The_key_itself_is_no_content() =>
        Assert.Equal(Digest("""{"deployment_id":"d1"}"""), Digest("""{"deployment_id":"d1","request_id":"r-7"}"""));

    [Fact]
    public void Both_edges_give_the_same_digest() =>
        Assert.Equal(Digest("""{"reason":"x"}""", "cancel"), Digest("""{"command":"cancel","deployment_id":"d1","reason":"x"}""", "cancel"));

    [Fact]
    public void An_empty_body_is_the_empty_object() =>
        Assert.Equal(Digest("{}", "destroy"), RequestDigest.Of("destroy", "d1", default));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{}""", """{"a":null}""")]
    [InlineData("""{}""", """{"plan_only":false}""")]
    [InlineData("""{"x":{"request_id":"1"}}""", """{"x":{"request_id":"2"}}""")]
    public void Other_content_has_another_digest(string one, string other) => Assert.NotEqual(Digest(one), Digest(other));

    [Fact]
    public void Command_and_deployment_count()
    {
        Assert.NotEqual(Digest("{}", "cancel"), Digest("{}", "destroy"));
        Assert.NotEqual(Digest("{}", id: "d1"), Digest("{}", id: "d2"));
    }
}
