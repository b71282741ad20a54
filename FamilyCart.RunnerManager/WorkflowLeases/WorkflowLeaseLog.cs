namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What is said of the leases of workflows.</summary>
internal static partial class WorkflowLeaseLog
{
    [LoggerMessage(3210, LogLevel.Information, "{Operator} asked to {Action} the lease {Lease} for {Holder}: {Outcome} (epoch {Epoch}).")]
    public static partial void Asked(ILogger logger, string @operator, string action, string lease, string holder, LeaseOutcome outcome, long epoch);

    [LoggerMessage(3211, LogLevel.Warning, "The lease {Lease} (epoch {Epoch}) expired in the hands of {Holder}.")]
    public static partial void Expired(ILogger logger, string lease, long epoch, string holder);

    [LoggerMessage(3212, LogLevel.Warning, "Leases that expire are noted later, since the database cannot be used ({Reason}).")]
    public static partial void Later(ILogger logger, string reason);
}
