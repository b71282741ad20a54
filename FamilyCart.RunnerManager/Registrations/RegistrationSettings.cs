using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>Settings of section <c>Poll</c> that concern what is left behind.</summary>
/// <param name="RegistrationInterval">How often GitHub's registrations are compared with the fleet, 1 s to 1 d. Default 10 min; free of charge while nothing changes.</param>
/// <param name="RegistrationAge">For how long a registration has to be nobody's before it is removed, 1 s to 1 d. Default 10 min.</param>
/// <param name="HostAge">For how long a host has to be silent before the leader ends for it what GitHub knows of its runners, 1 min to 7 d. Default 10 min.</param>
internal sealed record RegistrationSettings(TimeSpan RegistrationInterval, TimeSpan RegistrationAge, TimeSpan HostAge)
{
    public const string Section = "Poll";

    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(10);

    public static RegistrationSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(RegistrationInterval), s_default, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        reader.Duration(nameof(RegistrationAge), s_default, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        reader.Duration(nameof(HostAge), s_default, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)));
}
