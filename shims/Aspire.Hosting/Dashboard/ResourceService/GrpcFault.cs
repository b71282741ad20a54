namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>How a call ends, by the numbers of gRPC.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    NotFound = 5,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Internal = 13,
    Unauthenticated = 16
}

/// <summary>Ends a call with a status other than <see cref="GrpcStatus.Ok"/>; the client is told the message.</summary>
internal sealed class GrpcFault(GrpcStatus status, string message) : DistributedApplicationException(message)
{
    public GrpcStatus Status { get; } = status;
}
