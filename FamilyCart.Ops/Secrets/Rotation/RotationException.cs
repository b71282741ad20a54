namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>A secret could not be replaced; what was begun is valid, and the same command goes on from there.</summary>
internal sealed class RotationException : Exception
{
    public RotationException()
    {
    }

    public RotationException(string message)
        : base(message)
    {
    }

    public RotationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
