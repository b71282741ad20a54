const token = takeToken();
const password = document.getElementById("password");
onSubmit(async () => {
  const answer = await post("/api/v1/auth/reset-password/reset-password", { token, password: password.value });
  if (answer.ok) {
    password.value = "";
    return ["Your new password is saved. You can close this page and log in with it.", "good"];
  }
  if (answer.reason) {
    return [answer.reason, "again"];
  }
  if (answer.errors?.password) {
    return [answer.errors.password.join(" "), "again"];
  }
  if (answer.status === 400) {
    return ["This link has ended or was used. Please ask for a new one.", "bad"];
  }
  return otherwise(answer);
});
