namespace FamilyCart.Gateway.Deployments;

/// <summary>
/// What may follow what: idle, probing, canary step by step, promoted, draining, idle; and rolled back from each of them. Every rule
/// takes a state and gives the next one or the reason why there is none; nothing else happens here.
/// </summary>
internal static class DeploymentRules
{
    /// <summary>A deployment begins: the slot is probed.</summary>
    public static DeploymentChange Begin(DeploymentState state, DeploymentRequest request, Guid id, DateTimeOffset now) =>
        state.Current is not null ? DeploymentRefusal.Busy
        : request.Slot == state.Active ? DeploymentRefusal.SlotIsActive
        : Next(state) with { Current = new Deployment(id, request.Slot, state.Active, request.Mode, request.By, now, DeploymentPhase.Probing, now) { Key = request.Key } };

    /// <summary>The deployment that an Idempotency-Key began, if it is still known.</summary>
    public static Deployment? Earlier(DeploymentState state, string? key) => key is null ? null
        : state.Current is { } current && current.Key == key ? current
        : state.Recent.FirstOrDefault(recent => recent.Key == key);

    /// <summary>The probes were good.</summary>
    public static DeploymentChange Proven(DeploymentState state, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.Probing, Mode: DeploymentMode.Canary } => To(state, DeploymentPhase.Canary, now),
        { Phase: DeploymentPhase.Probing } => Promoted(state, now),
        _ => DeploymentRefusal.NotInThisPhase,
    };

    /// <summary>A step of the canary was good.</summary>
    /// <param name="state">The state.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="now">When.</param>
    public static DeploymentChange StepPassed(DeploymentState state, int steps, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.Canary } current when current.Step + 1 < steps =>
            Next(state) with { Current = current with { Step = current.Step + 1, PhaseSince = now } },
        { Phase: DeploymentPhase.Canary } => Promoted(state, now),
        _ => DeploymentRefusal.NotInThisPhase,
    };

    /// <summary>Somebody wants the slot to get all, whatever the canary would say. What was never proven stays out.</summary>
    public static DeploymentChange Promote(DeploymentState state, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.Canary } => Promoted(state, now),
        _ => DeploymentRefusal.NotInThisPhase,
    };

    /// <summary>The old slot need not be kept warm any longer.</summary>
    public static DeploymentChange Complete(DeploymentState state, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.Promoted } => To(state, DeploymentPhase.Draining, now),
        _ => DeploymentRefusal.NotInThisPhase,
    };

    /// <summary>The gateway itself gives the old slot all again.</summary>
    public static DeploymentChange RollBack(DeploymentState state, string reason, DateTimeOffset now) => Back(state, reason, null, now);

    /// <summary>Somebody wants the old slot to get all again.</summary>
    /// <param name="state">The state.</param>
    /// <param name="by">The name of the token.</param>
    /// <param name="now">When.</param>
    public static DeploymentChange TakeBack(DeploymentState state, string by, DateTimeOffset now) => Back(state, $"{by} asked for it.", by, now);

    /// <summary>The slot that leaves has nothing any more: the deployment is over.</summary>
    public static DeploymentChange Drained(DeploymentState state, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.Draining or DeploymentPhase.RolledBack } current => Next(state) with
        {
            Current = null,
            Recent = [current with { EndedAt = now }, .. state.Recent.Take(DeploymentState.MostRecent - 1)],
        },
        _ => DeploymentRefusal.NotInThisPhase,
    };

    /// <summary>New requests wait.</summary>
    public static DeploymentChange Pause(DeploymentState state, string by, TimeSpan length, DateTimeOffset now) =>
        state.Pause is not null ? DeploymentRefusal.AlreadyPaused : Next(state) with { Pause = new TrafficPause(by, now, now + length) };

    /// <summary>Requests flow again.</summary>
    public static DeploymentChange Resume(DeploymentState state) =>
        state.Pause is null ? DeploymentRefusal.NotPaused : Next(state) with { Pause = null };

    private static DeploymentChange Back(DeploymentState state, string reason, string? by, DateTimeOffset now) => state.Current switch
    {
        null => DeploymentRefusal.NothingUnderWay,
        { Phase: DeploymentPhase.RolledBack } => DeploymentRefusal.NotInThisPhase,
        { } current => Next(state) with
        {
            Active = current.Previous,
            Current = current with { Phase = DeploymentPhase.RolledBack, PhaseSince = now, Reason = reason, TakenBackBy = by },
        },
    };

    private static DeploymentState Promoted(DeploymentState state, DateTimeOffset now) =>
        To(state, DeploymentPhase.Promoted, now) with { Active = state.Current!.Slot };

    private static DeploymentState To(DeploymentState state, DeploymentPhase phase, DateTimeOffset now) =>
        Next(state) with { Current = state.Current! with { Phase = phase, PhaseSince = now } };

    private static DeploymentState Next(DeploymentState state) => state with { Revision = state.Revision + 1 };
}
