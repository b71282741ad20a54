namespace FamilyCart.Api.Ollama;

/// <summary>Why a call of Ollama's server brought no answer.</summary>
internal enum OllamaFault
{
    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>The server has too much to do: 429 or 503.</summary>
    Busy,

    /// <summary>The server does not have the model.</summary>
    ModelMissing,

    /// <summary>Another status than success.</summary>
    Refused,

    /// <summary>Success with a body that is not Ollama's.</summary>
    Malformed,

    /// <summary>It was not called: it failed too often just before.</summary>
    HeldBack,
}
