using System.Buffers;
using System.Text.Json;

namespace InfraAgent.Contracts;

/// <summary>What two requests are compared by: the same content gives the same digest, whatever the order of members, the white
/// space, or the edge they came through.</summary>
public static class RequestDigest
{
    /// <summary>SHA-256 (<c>sha256:hex</c>) of the canonical form of the received body without <c>request_id</c>, and with
    /// <c>command</c> and <c>deployment_id</c> as given: a REST caller names them in the path, an AMQP caller in the body. The command
    /// counts, so that one key cannot stand for a cancel and a destroy. The JSON is taken as received, not as bound to a record: a
    /// field that a later version adds must not turn a replay into a conflict.</summary>
    /// <param name="command">The command's word on the wire: <c>generate</c>, <c>drift-scan</c>.</param>
    /// <param name="body">An object that has passed the strict parser; undefined for an empty body.</param>
    /// <exception cref="FormatException">The body has no canonical form.</exception>
    public static string Of(string command, string deploymentId, JsonElement body)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        CanonicalJson.Guard(() =>
        {
            var members = new List<(string Name, JsonElement Value)>
            {
                ("command", JsonSerializer.SerializeToElement(command)),
                ("deployment_id", JsonSerializer.SerializeToElement(deploymentId)),
            };
            if (body.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in body.EnumerateObject())
                    if (member.Name is not ("command" or "deployment_id" or "request_id")) members.Add((member.Name, member.Value));
            }

            CanonicalJson.WriteMembers(output, members);
        });
        return CanonicalJson.DigestOf(output.WrittenSpan);
    }
}
