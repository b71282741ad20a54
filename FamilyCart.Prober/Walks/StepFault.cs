namespace FamilyCart.Prober.Walks;

/// <summary>What went wrong in a step.</summary>
internal enum StepFault
{
    None,

    /// <summary>Nobody answered, or the connection broke.</summary>
    Unreachable,

    /// <summary>The door's certificate is not to be trusted, or what is to be trusted cannot be read.</summary>
    Untrusted,

    /// <summary>Nothing came within the step's time.</summary>
    TimedOut,

    /// <summary>Too many requests of this address (429): the door keeps users well, and the prober out.</summary>
    Limited,

    /// <summary>The server's own fault (5xx).</summary>
    Failed,

    /// <summary>Another answer than success, such as 400 to a wrong password.</summary>
    Refused,

    /// <summary>An answer or message that is none of FamilyCart's.</summary>
    Malformed,

    /// <summary>The socket ended.</summary>
    SocketClosed,

    /// <summary>A fault of the prober itself.</summary>
    Broken,
}
