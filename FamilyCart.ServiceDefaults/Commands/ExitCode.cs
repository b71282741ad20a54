namespace FamilyCart.ServiceDefaults.Commands;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misconfigured = 2;
    public const int AddressTaken = 3;
}
