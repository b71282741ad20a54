namespace FamilyCart.EndToEnd.Tests.Publishing;

/// <summary>Every command of docs/uat-deployment.md is run by the tests, or stands here with the reason why not.</summary>
public sealed class DeploymentDocumentTests
{
    private const string Host = "it changes the machine, which is nobody's to change for a test";
    private const string Images = "the images are made by tests/engine.sh services, which calls it with a base of its own";
    private const string OtherMachine = "there is no other machine";

    private static readonly (string Command, string Reason)[] s_notRun =
    [
        ("apt-get update", Host),
        ("apt-get install --yes docker.io docker-cli docker-compose rsync ufw unattended-upgrades certbot", Host),
        ("echo '{ \"live-restore\": true }' >/etc/docker/daemon.json", Host),
        ("systemctl restart docker", Host),
        ("ufw default deny incoming", Host),
        ("ufw allow 22/tcp", Host),
        ("ufw allow 80/tcp", Host),
        ("ufw allow 443/tcp", Host),
        ("ufw --force enable", Host),
        ("echo 'PasswordAuthentication no' >/etc/ssh/sshd_config.d/10-familycart.conf", Host),
        ("systemctl reload ssh", Host),
        ("dpkg-reconfigure --frontend noninteractive unattended-upgrades", Host),
        ("reboot", Host),
        ("build/images.sh", Images),
        ("docker save familycart/runner:\"$TAG\" | ssh server docker load", "the runner's image wants a release of GitHub's; RunnerImageTests make one of a stand-in"),
        ("ssh -f -N -L 8001:\"$ADDRESS\":8001 server", OtherMachine),
        ("ssh -N -L 9080:127.0.0.1:9080 -L 9090:127.0.0.1:9090 -L 9093:127.0.0.1:9093 server", OtherMachine),
        ("build/images.sh", Images),
        ("certbot certonly --webroot --webroot-path /srv/familycart/acme --domain uat.example.org", "no public authority reaches this machine"),
    ];

    [Fact]
    public async Task Document_CommandsThatTheTestsDoNotRun_AreThoseWithAReason()
    {
        var blocks = await DeploymentDocument.ReadAsync();

        Assert.Equal(s_notRun.Select(known => known.Command), blocks.Where(block => !block.IsRun).SelectMany(block => block.Commands));
        Assert.All(s_notRun, known => Assert.NotEmpty(known.Reason));
        Assert.Contains(blocks, block => block.IsRun);
    }
}
