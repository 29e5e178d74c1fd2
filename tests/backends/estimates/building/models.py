from django.db import models


class User(models.Model):
    class Role(models.TextChoices):
        MANAGER = "manager"
        FOREMAN = "foreman"

    login = models.CharField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role.choices)


class Token(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)


class Project(models.Model):
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True, default="")


class Estimate(models.Model):
    number = models.CharField(max_length=200)
    project = models.ForeignKey(Project, on_delete=models.CASCADE)
    foreman = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assigned")
    creator = models.ForeignKey(User, on_delete=models.CASCADE, related_name="created")
    status = models.CharField(max_length=30, default="Черновик")
    created_at = models.DateTimeField(auto_now_add=True)
