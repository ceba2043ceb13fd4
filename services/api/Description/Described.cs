namespace InfraAgent.Api.Description;

/// <summary>What the API's description says of an endpoint beyond its route. It is read by the description alone: requests are
/// matched and bodies read as if it were not there.</summary>
/// <param name="Summary">One line for a person.</param>
/// <param name="Body">The contract record of the request's body; null where there is none.</param>
/// <param name="Answers">Status → type of the JSON body; null where it is no JSON.</param>
sealed record Described(string Summary, Type? Body, IReadOnlyDictionary<int, Type?> Answers);

/// <summary>An answer's body in another form than JSON, or beside it.</summary>
sealed record DescribedContent(int Status, string MediaType, Type Body);

static class DescribedExtensions
{
    public static TBuilder DescribeContent<TBuilder>(this TBuilder endpoint, int status, string mediaType, Type body)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DescribedContent(status, mediaType, body));

    public static TBuilder Describe<TBuilder>(this TBuilder endpoint, string summary, Type? body, params (int Status, Type? Body)[] answers)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Described(summary, body, answers.ToDictionary(a => a.Status, a => a.Body)));
}
