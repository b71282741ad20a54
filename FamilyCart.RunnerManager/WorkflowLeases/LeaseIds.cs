using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Ids of leases, by which a holder is known again. The database has their hashes alone.</summary>
internal static class LeaseIds
{
    private const int Bytes = 32;

    /// <summary>An id that nobody can guess.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The same id for the same key, name and holder: a request that is repeated gets the answer that was lost.</summary>
    public static string Of(string idempotencyKey, string name, string holder) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey), Encoding.UTF8.GetBytes($"{name}\n{holder}")));

    /// <summary>What is kept of an id.</summary>
    public static byte[] Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));
}
