namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>What is asked for: each class has a limit of its own, and a request counts in one only.</summary>
internal enum LimitClass
{
    /// <summary>The API, and sockets.</summary>
    Api,

    /// <summary>Everything else.</summary>
    Pages,

    /// <summary>What takes a password or a token in place of one.</summary>
    Credentials,

    /// <summary>GitHub's deliveries, which are signed.</summary>
    Webhook,

    /// <summary>Grafana, whose first page alone asks a hundred times.</summary>
    Dashboards,
}

/// <summary>The classes by name.</summary>
internal static class LimitClasses
{
    public const int Count = 5;

    /// <summary>The class as labels write it.</summary>
    public static string NameOf(LimitClass limit) => limit switch
    {
        LimitClass.Api => "api",
        LimitClass.Credentials => "credentials",
        LimitClass.Webhook => "webhook",
        LimitClass.Dashboards => "dashboards",
        _ => "pages",
    };
}
