namespace OpenTelemetry;

/// <summary>Builds the providers when the host starts; registered by <c>AddOpenTelemetry</c> unless the application did.</summary>
public interface ITelemetryHostInitializer
{
    /// <summary>Builds every provider that was configured.</summary>
    void Initialize();
}
