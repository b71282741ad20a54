namespace FamilyCart.GitHubEmulator.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The connection is closed and nothing is done.</summary>
    Outage,

    /// <summary>An error's status is answered and nothing is done.</summary>
    Status,

    /// <summary>It is done, but the connection is closed without an answer.</summary>
    LostResponse,

    /// <summary>The request waits first.</summary>
    Delay,

    /// <summary>The request waits until the fault is removed.</summary>
    Hold,

    /// <summary>The answer's Date header is wrong by the fault's seconds.</summary>
    WrongDate,

    /// <summary>A webhook is not sent; the delivery log says that it failed, unless the fault is silent.</summary>
    LoseWebhook,

    /// <summary>A webhook comes later.</summary>
    DelayWebhook,

    /// <summary>A webhook comes twice with the same delivery id.</summary>
    DoubleWebhook,

    /// <summary>A webhook comes after the next one.</summary>
    ReorderWebhook,

    /// <summary>A job is handed to a listener that does not hear it: the named runner, or one with a session that nobody asks for messages.</summary>
    DeadListener,
}
