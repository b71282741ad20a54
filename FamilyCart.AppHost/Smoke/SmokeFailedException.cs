namespace FamilyCart.AppHost.Smoke;

/// <summary>The application answered, but not as it should.</summary>
internal sealed class SmokeFailedException : Exception
{
    public SmokeFailedException()
    {
    }

    public SmokeFailedException(string message)
        : base(message)
    {
    }

    public SmokeFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
