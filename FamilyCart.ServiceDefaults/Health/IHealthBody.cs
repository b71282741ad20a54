using System.Text.Json;

namespace FamilyCart.ServiceDefaults.Health;

/// <summary>
/// A service's own form of what <c>/health</c> answers, registered as a singleton. Which status the answer has does not change.
/// </summary>
public interface IHealthBody
{
    /// <summary>Writes the properties of the answer's object; must not block.</summary>
    /// <param name="json">Inside the object.</param>
    /// <param name="summary">What the checks found.</param>
    void Write(Utf8JsonWriter json, HealthSummary summary);
}
