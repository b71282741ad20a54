using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

// What a service of ours wants of its connections; what the connection string says itself stays.
internal static class ConnectionDefaults
{
    private static readonly (string Key, object Value)[] s_defaults =
    [
        // A server takes 100 connections for all services and both slots of the API, and more than this do not make two cores faster.
        ("Maximum Pool Size", 20),

        // The same few statements come again and again, and need planning once.
        ("Max Auto Prepare", 200),
        ("Auto Prepare Min Usages", 2),

        // Nothing of ours changes a session's settings; resetting them would cost a message before every statement.
        ("No Reset On Close", true),

        // A list of 50 items takes fewer reads.
        ("Read Buffer Size", 32 * 1024),

        // Nobody here has Kerberos; looking for it writes two lines to standard error where its library is missing, as in a small image.
        ("GSS Encryption Mode", GssEncryptionMode.Disable),
    ];

    public static void AddDefaults(this NpgsqlConnectionStringBuilder builder)
    {
        foreach (var (key, value) in s_defaults.Where(setting => !builder.ShouldSerialize(setting.Key)))
        {
            builder[key] = value;
        }
    }
}
