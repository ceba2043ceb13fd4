using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>What an answer of a store means: of AWS's, and of those that speak its language with an accent.</summary>
static class S3Faults
{
    /// <summary>The store or the way to it failed, and not we.</summary>
    public static bool IsOfStore(Exception fault) =>
        fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException
        || IsUnreadable(fault);

    /// <summary>The SDK could not make sense of an answer's headers: a server that writes in place may tell half of an object's tag.</summary>
    static bool IsUnreadable(Exception fault) => fault is ArgumentException or FormatException && fault.Source is ("AWSSDK.Core" or "AWSSDK.S3");

    /// <summary>Not there. A bucket that is not there is another matter: somebody took it away.</summary>
    public static bool IsMissing(AmazonS3Exception fault) => fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode != "NoSuchBucket";

    /// <summary>A write that was to make something new found it there already.</summary>
    public static bool IsTaken(AmazonS3Exception fault) => fault.StatusCode == HttpStatusCode.PreconditionFailed;

    /// <summary>The server says that it does not know conditional writes.</summary>
    public static bool IsUnknown(AmazonS3Exception fault) => fault.StatusCode == HttpStatusCode.NotImplemented || fault.ErrorCode == "NotImplemented";

    /// <summary>It may be better in a moment: the network, a busy or restarting server, bytes that were damaged on their way, another writer at the same moment.</summary>
    public static bool MayPass(Exception fault) => fault switch
    {
        AmazonServiceException { StatusCode: 0 } => true, // no answer at all
        AmazonS3Exception unknown when IsUnknown(unknown) => false,
        AmazonServiceException answer => (int)answer.StatusCode >= 500
            || answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            || answer.ErrorCode is "SlowDown" or "RequestTimeout" or "ConditionalRequestConflict" or "OperationAborted"
                or "XAmzContentSHA256Mismatch" or "BadDigest" or "IncompleteBody" or "RequestTimeTooSkewed",
        AmazonClientException { InnerException: { } inner } => MayPass(inner),
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => true,
        _ => IsUnreadable(fault),
    };

    /// <summary>For people: what went wrong and what to look at. Holds no credentials.</summary>
    public static string Explain(Exception fault) => fault switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => "the bucket does not exist",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } denied =>
            $"access is denied ({denied.ErrorCode}); needed are s3:ListBucket on the bucket, s3:GetObject and s3:PutObject on what is below the prefix",
        AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest } elsewhere =>
            $"the server answered {(int)elsewhere.StatusCode} {elsewhere.ErrorCode}: {elsewhere.Message.TrimEnd('.')}; is Artifacts:Region the bucket's?",
        AmazonServiceException { StatusCode: not 0 } answer => $"the server answered {(int)answer.StatusCode} {answer.ErrorCode}: {answer.Message.TrimEnd('.')}",
        OperationCanceledException => "it did not answer in time",
        _ when IsUnreadable(fault) => "its answer cannot be understood",
        { InnerException: { } inner } => $"{fault.Message.TrimEnd('.')} ({inner.Message.TrimEnd('.')})",
        _ => fault.Message.TrimEnd('.'),
    };
}
