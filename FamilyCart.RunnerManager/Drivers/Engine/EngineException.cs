using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>The container engine did not do what it was asked: it does not answer, or says why not.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is made by the connection to the engine alone, which always has something to say.")]
internal sealed class EngineException(string message, HttpStatusCode? status = null, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Gets what it answered; null when it gave no answer.</summary>
    public HttpStatusCode? Status { get; } = status;
}
