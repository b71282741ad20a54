namespace FamilyCart.Gateway.Protection;

/// <summary>Why the door turned a request away.</summary>
internal enum RefusalReason
{
    /// <summary>The path can be read in two ways.</summary>
    Path,

    /// <summary>The path is an operator's.</summary>
    Operator,

    /// <summary>The method asks for a tunnel or an echo.</summary>
    Method,

    /// <summary>The message has no length that all readers agree on.</summary>
    Framing,

    /// <summary>What came is no request.</summary>
    Malformed,

    /// <summary>The request line is too long.</summary>
    Line,

    /// <summary>There are too many headers, or they are too long.</summary>
    Headers,

    /// <summary>The body is too long.</summary>
    Body,

    /// <summary>The request comes too slowly.</summary>
    Slow,

    /// <summary>The host is none of ours.</summary>
    Host,

    /// <summary>The page that asks may not.</summary>
    Origin,

    /// <summary>Too many sockets are open.</summary>
    Sockets,

    /// <summary>Too much waits for a pause to end.</summary>
    Held,
}
