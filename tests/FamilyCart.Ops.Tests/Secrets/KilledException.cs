namespace FamilyCart.Ops.Tests.Secrets;

/// <summary>Stands for the end of the process at a step: nothing catches it.</summary>
internal sealed class KilledException : Exception
{
    public KilledException()
    {
    }

    public KilledException(string message)
        : base(message)
    {
    }

    public KilledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
