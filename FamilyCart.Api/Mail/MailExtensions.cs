namespace FamilyCart.Api.Mail;

internal static class MailExtensions
{
    internal static IHostApplicationBuilder AddMail(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MailOutbox>();
        return builder;
    }
}
