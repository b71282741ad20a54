using System.Security.Cryptography;
using FamilyCart.Api.Mail.Outbox;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Mail.Templates;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Mail;

internal static class MailExtensions
{
    private const int Fineness = 1 << 20;

    internal static IHostApplicationBuilder AddMail(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings(MailSettings.Section, MailSettings.Read);
        services.AddHttpClient(BrevoTransport.ClientName);
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<MailSettings>().Provider switch
        {
            MailProvider.Smtp => ActivatorUtilities.CreateInstance<SmtpTransport>(provider),
            MailProvider.Brevo => ActivatorUtilities.CreateInstance<BrevoTransport>(provider),
            _ => new OutboxTransport(),
        });
        services.AddSingleton(new MailBackoff(() => (double)RandomNumberGenerator.GetInt32(Fineness) / Fineness));
        services.AddSingleton<MailMetrics>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<MailStore>();
        services.AddSingleton<MailDispatcher>();
        services.AddHostedService<MailSender>();
        services.AddSingleton<OutboxStore>();
        return builder;
    }
}
