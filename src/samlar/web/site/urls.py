from django.urls import path

from samlar.web.site import about, account, keys, language, machines, my_page, views

urlpatterns = [
    path("", views.start, name="start"),
    path("min-sida/", my_page.my_page, name="my_page"),
    path("kansli/", views.secretariat, name="secretariat"),
    path("om/", about.about, name="about"),
    path("om/tillganglighet/", about.accessibility, name="accessibility"),
    path("om/personuppgifter-och-kakor/", about.privacy, name="privacy"),
    path("om/utseende/", views.look, name="look"),
    path("sprak/", language.switch, name="language"),
    # For machines
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("halsa", machines.healthy, name="health"),
    # The sign-in library finds its pages by these names. Two names for one page where it has two pages and we have one.
    path("logga-in/", account.request_code, name="account_login"),
    path("logga-in/", account.request_code, name="account_request_login_code"),
    path("logga-in/kod/", account.confirm_code, name="account_confirm_login_code"),
    path("logga-in/nyckel/", account.sign_in_with_key, name="mfa_login_webauthn"),
    path("logga-in/fa-konto/", account.no_account, name="account_signup"),
    path("logga-in/avslutat/", account.inactive, name="account_inactive"),
    path("logga-ut/", account.sign_out, name="account_logout"),
    path("mitt-konto/nycklar/", keys.keys, name="mfa_list_webauthn"),
    path("mitt-konto/nycklar/", keys.keys, name="mfa_index"),
    path("mitt-konto/nycklar/ny/", keys.add_key, name="mfa_add_webauthn"),
    path("mitt-konto/nycklar/<int:pk>/namn/", keys.name_key, name="mfa_edit_webauthn"),
    path("mitt-konto/nycklar/<int:pk>/ta-bort/", keys.remove_key, name="mfa_remove_webauthn"),
]
