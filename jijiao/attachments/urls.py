"""Door to the preview: public, because visitors register with pictures; the view shows the uploader's own only."""

from jijiao.attachments import views
from jijiao.web.routes import public

urlpatterns = [public("attachments/<str:ref>/", views.pending, name="attachments.pending")]
